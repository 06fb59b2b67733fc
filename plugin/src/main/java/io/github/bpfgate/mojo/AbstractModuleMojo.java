package io.github.bpfgate.mojo;

import io.github.bpfgate.pipeline.GateException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** What the goals of a module share: where its sources and objects are, and that a module without any is left alone. */
abstract class AbstractModuleMojo extends AbstractGateMojo {

    private static final String SAID_NOTHING_TO_DO = "bpfgate.nothingToDo";

    /**
     * The folder of the eBPF C sources ({@code *.bpf.c}), such as {@code <sourceDirectory>src/bpf</sourceDirectory>}. A
     * module without it is skipped.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.sourceDirectory", defaultValue = "${project.basedir}/src/main/bpf")
    private File sourceDirectory;

    /**
     * The folder of the compiled objects ({@code *.bpf.o}), such as
     * {@code <outputDirectory>target/objects</outputDirectory>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.outputDirectory", defaultValue = "${project.build.directory}/bpf")
    private File outputDirectory;

    @Parameter(defaultValue = "${project.artifactId}", readonly = true)
    private String artifactId;

    @Override
    final void executeMojo() throws GateException, InterruptedException, MojoFailureException {
        if (Files.isDirectory(sourceDirectory.toPath()) || hasConfiguredObjects()) {
            executeInModule();
            return;
        }
        requireNothingStored();
        if (context().put(SAID_NOTHING_TO_DO, true) == null) {
            getLog().info("No eBPF sources in " + sourceDirectory + ": nothing to gate");
        }
    }

    /** A module without sources has nothing to gate, unless something is stored to gate it by. */
    void requireNothingStored() throws GateException {
    }

    abstract void executeInModule() throws GateException, InterruptedException, MojoFailureException;

    boolean hasConfiguredObjects() {
        return false;
    }

    /** The module's name. */
    String module() {
        return artifactId;
    }

    /** @throws GateException if another execution of this build wrote there */
    void claim(String what, Path directory) throws GateException {
        claimOf(what, directory).take(artifactId, execution());
    }

    /** Whether a goal of this build wrote it. */
    boolean isClaimed(String what, Path directory) {
        return claimOf(what, directory).isTaken();
    }

    private Claim claimOf(String what, Path directory) {
        return new Claim(session().getRepositorySession().getData(), what, directory);
    }

    Path sourceDirectory() {
        return sourceDirectory.toPath();
    }

    Path outputDirectory() {
        return outputDirectory.toPath();
    }
}
