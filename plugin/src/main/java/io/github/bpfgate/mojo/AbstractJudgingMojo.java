package io.github.bpfgate.mojo;

import io.github.bpfgate.pipeline.BaselineOrigin;
import io.github.bpfgate.pipeline.Compilation;
import io.github.bpfgate.pipeline.GateException;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;

/** The parameters that say what a module's programs are judged against. */
abstract class AbstractJudgingMojo extends AbstractMeasuringMojo {

    private static final String DIRECTORY = "directory";
    private static final String PREVIOUS_RELEASE = "previousRelease";

    /**
     * What programs are judged against: {@code directory}, the {@code baselineDirectory}; {@code previousRelease}, what
     * the newest release below this version packed with the goal {@code package-baseline}; or the coordinates of such a
     * package, {@code groupId:artifactId:version[:classifier]}, whose classifier is {@code bpf-baseline} by default.
     * Maven resolves them from the repositories of the project: {@code <baseline>previousRelease</baseline>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.baseline", defaultValue = DIRECTORY)
    private String baseline;

    /**
     * A commit to be judged against in the place of {@code baseline}, such as
     * {@code -Dbpfgate.baselineRef=origin/main}: its sources are compiled as those of now are. By default none. git
     * need not be installed.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.baselineRef")
    private String baselineRef;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    private final RepositorySystem repositorySystem;

    AbstractJudgingMojo(RepositorySystem repositorySystem) {
        this.repositorySystem = repositorySystem;
    }

    @Override
    final BaselineOrigin baselineOrigin() throws GateException {
        if (baselineRef != null) {
            if (!baseline.equals(DIRECTORY)) {
                throw new GateException("Both <baseline> (" + baseline + ") and <baselineRef> (" + baselineRef
                        + ") say what to compare with. Drop one.");
            }
            return new BaselineOrigin.Sources(baselineRef, project.getBasedir().toPath(),
                    Optional.ofNullable((Compilation) context().get(CompileMojo.COMPILATION)));
        }
        return switch (baseline) {
            case DIRECTORY -> new BaselineOrigin.Stored();
            case PREVIOUS_RELEASE -> releases().before(project.getGroupId(), project.getArtifactId(),
                    project.getVersion());
            default -> releases().at(baseline);
        };
    }

    private ReleasedBaselines releases() {
        return new ReleasedBaselines(repositorySystem, session().getRepositorySession(),
                project.getRemoteProjectRepositories());
    }
}
