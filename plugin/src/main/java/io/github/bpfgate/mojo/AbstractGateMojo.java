package io.github.bpfgate.mojo;

import io.github.bpfgate.pipeline.CiEnvironment;
import io.github.bpfgate.pipeline.GateException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** What all goals share: skipping, decided once, and the difference between "we broke" and "the code regressed". */
abstract class AbstractGateMojo extends AbstractMojo {

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    /**
     * Skips the goal: {@code <skip>true</skip>}, or {@code -Dbpfgate.skip}, which wins over the POM.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.skip", defaultValue = "false")
    private boolean skip;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        try {
            if (isSkipped()) {
                getLog().info("bpfgate is skipped (bpfgate.skip)");
                return;
            }
            ConfigurationElements.requireKnown(execution);
            executeMojo();
        } catch (GateException e) {
            throw broken(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("Interrupted; nothing was stored.", e);
        }
    }

    /** Maven appends the messages of all causes to ours, which has all a person needs; with -e the trace is there. */
    private static MojoExecutionException broken(GateException e) {
        MojoExecutionException broken = new MojoExecutionException(e.getMessage());
        broken.addSuppressed(e);
        return broken;
    }

    abstract void executeMojo() throws GateException, InterruptedException, MojoFailureException;

    MavenSession session() {
        return session;
    }

    MojoExecution execution() {
        return execution;
    }

    final boolean isSkipped() throws GateException {
        return userWins("bpfgate.skip", skip);
    }

    /** A POM value beats a property in Maven; for switches the person at the keyboard must win. */
    boolean userWins(String property, boolean configured) throws GateException {
        String value = session.getUserProperties().getProperty(property);
        if (value == null) {
            return configured;
        }
        return switch (value) {
            case "", "true" -> true;
            case "false" -> false;
            default -> throw new GateException("-D" + property + " is \"" + value + "\": it is true or false.");
        };
    }

    /** What goals of one module leave for each other. */
    @SuppressWarnings("unchecked")
    Map<Object, Object> context() {
        return getPluginContext();
    }

    /** The one moment when anything asks the clock for a verdict. */
    LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    /** The CI to be told, unless somebody configured that none is. */
    CiEnvironment ci(boolean configured) throws GateException {
        return userWins("bpfgate.ciIntegration", configured) ? CiEnvironment.of(System.getenv())
                : new CiEnvironment.None();
    }

    MavenJournal journal() {
        boolean interactive = session.getRequest().isInteractiveMode() && Terminal.isWatched();
        // Maven 4 puts a level before what goes to System.out, and a CI looks for its commands where lines begin.
        PrintStream bare = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        return new MavenJournal(getLog(), bare, interactive, MavenColour.isOn());
    }
}
