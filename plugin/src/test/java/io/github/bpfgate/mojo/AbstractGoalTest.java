package io.github.bpfgate.mojo;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.inject.Inject;
import org.apache.maven.api.di.Provides;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.PlexusContainer;
import org.codehaus.plexus.component.configurator.BasicComponentConfigurator;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.io.TempDir;

/** A Maven project in a temporary directory, whose goals are configured as Maven does it. */
abstract class AbstractGoalTest {

    static final Path FIXTURES = Path.of("../bpf-fixtures/src").toAbsolutePath().normalize();

    @TempDir
    Path directory;

    @Inject
    private MavenSession session;

    @Inject
    private MojoExecution execution;

    @Inject
    private PlexusContainer container;

    private final RecordedLog log = new RecordedLog();
    /** Maven gives one to all goals of a plugin in a module. */
    private final Map<String, Object> context = new HashMap<>();

    @Provides
    MavenProject project() {
        Model model = new Model();
        model.setGroupId("org.example");
        model.setArtifactId("gated");
        model.setVersion("1");
        model.setBuild(new Build());
        model.getBuild().setDirectory(directory.resolve("target").toString());
        MavenProject project = new MavenProject(model);
        project.setPluginArtifactRepositories(List.of());
        project.setFile(directory.resolve("pom.xml").toFile());
        return project;
    }

    /** The goal as it is without configuration. */
    <T extends AbstractMojo> T ready(T mojo) {
        mojo.setLog(log);
        mojo.setPluginContext(context);
        return mojo;
    }

    /** The goal with this inside its {@code <configuration>}. */
    <T extends AbstractMojo> T configured(T mojo, String xml) throws Exception {
        new BasicComponentConfigurator().configureComponent(ready(mojo),
                new XmlPlexusConfiguration(Xpp3DomBuilder.build(
                        new StringReader("<configuration>" + xml + "</configuration>"))),
                new PluginParameterExpressionEvaluator(session, execution), container.getContainerRealm());
        return mojo;
    }

    /** As {@code -D} would. */
    Properties userProperties() {
        return session.getUserProperties();
    }

    RecordedLog log() {
        return log;
    }

    Path source(String fixture) throws IOException {
        return source(fixture, Path.of(fixture).getFileName().toString());
    }

    Path source(String fixture, String as) throws IOException {
        Path file = directory.resolve("src/main/bpf").resolve(as);
        Files.createDirectories(file.getParent());
        return Files.copy(FIXTURES.resolve(fixture), file, StandardCopyOption.REPLACE_EXISTING);
    }

    Path results() {
        return directory.resolve("target/bpfgate/results.json");
    }
}
