package io.github.bpfgate.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;

@MojoTest(realRepositorySession = true)
class ProfileGoalTest extends AbstractGoalTest {

    @Test
    void a_compiled_program_is_profiled_by_line_and_by_instruction(@InjectMojo(goal = "compile") CompileMojo compile,
            @InjectMojo(goal = "profile") ProfileMojo profile) throws Exception {
        source("broken/slow.bpf.c");
        ready(compile).execute();

        ready(profile).execute();
        assertThat(log().lines()).anyMatch(line -> line.startsWith("INFO slow: xdp program slow of slow.bpf.o"))
                .anyMatch(line -> line.matches("INFO +\\d+\\.\\d\\d .* slow\\.bpf\\.c:\\d+ .*"));
        assertThat(results()).doesNotExist();

        configured(profile, "<disassemble>true</disassemble>").execute();
        assertThat(log().lines()).anyMatch(line -> line.endsWith("      exit"));
    }

    @Test
    @InjectMojo(goal = "profile")
    void nothing_is_compiled(ProfileMojo mojo) throws Exception {
        source("broken/slow.bpf.c");

        assertThatExceptionOfType(MojoExecutionException.class).isThrownBy(() -> ready(mojo).execute())
                .withMessage("There is no object in " + directory.resolve("target/bpf")
                        + " to profile. Run mvn verify first.");
    }

    @Test
    @InjectMojo(goal = "profile")
    void an_order_that_is_none_is_told(ProfileMojo mojo) throws Exception {
        source("broken/slow.bpf.c");

        assertThatExceptionOfType(MojoExecutionException.class)
                .isThrownBy(configured(mojo, "<sort>cold</sort>")::execute)
                .withMessage("<sort> is \"cold\": it is hot or source.");
    }
}
