package io.github.bpfgate.mojo;

import io.github.bpfgate.pipeline.GateException;
import io.github.bpfgate.pipeline.PackageStep;
import java.io.File;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Packs the objects built now, with the benchmarks that ran on them, and attaches the file with the classifier
 * {@code bpf-baseline}, so that it is released with the module, and later versions are judged against it. List it
 * after the goal {@code benchmark}:
 *
 * <pre>{@code
 * <plugin>
 *   <groupId>io.github.bpfgate</groupId>
 *   <artifactId>bpfgate-maven-plugin</artifactId>
 *   <configuration>
 *     <baseline>previousRelease</baseline>
 *   </configuration>
 *   <executions>
 *     <execution>
 *       <goals>
 *         <goal>compile</goal>
 *         <goal>benchmark</goal>
 *         <goal>check</goal>
 *         <goal>package-baseline</goal>
 *       </goals>
 *     </execution>
 *   </executions>
 * </plugin>
 * }</pre>
 *
 * @since 0.1.0
 */
@Mojo(name = "package-baseline", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class PackageBaselineMojo extends AbstractMeasuringMojo {

    /**
     * Where the package is written, such as
     * {@code <baselinePackage>target/baseline.zip</baselinePackage>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.baselinePackage",
            defaultValue = "${project.build.directory}/${project.build.finalName}-bpf-baseline.zip")
    private File baselinePackage;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    private final MavenProjectHelper projectHelper;

    /** @param projectHelper Maven's own, to attach the package with */
    @Inject
    public PackageBaselineMojo(MavenProjectHelper projectHelper) {
        this.projectHelper = projectHelper;
    }

    @Override
    void executeInModule() throws GateException {
        new PackageStep(measureRequest(), baselinePackage.toPath(), journal()).run();
        projectHelper.attachArtifact(project, ReleasedBaselines.EXTENSION, ReleasedBaselines.CLASSIFIER,
                baselinePackage);
    }
}
