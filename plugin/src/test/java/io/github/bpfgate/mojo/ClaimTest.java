package io.github.bpfgate.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.bpfgate.pipeline.GateException;
import java.nio.file.Path;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecution.Source;
import org.eclipse.aether.DefaultSessionData;
import org.eclipse.aether.SessionData;
import org.junit.jupiter.api.Test;

class ClaimTest {

    private final SessionData data = new DefaultSessionData();

    private void take(String directory, String module, String execution, Source source) throws GateException {
        new Claim(data, "results", Path.of(directory)).take(module, new MojoExecution(new Plugin(), "benchmark",
                execution) {
            @Override
            public Source getSource() {
                return source;
            }
        });
    }

    @Test
    void two_executions_into_one_folder_are_refused_by_name() throws Exception {
        take("/build/bpfgate", "m", "fast", Source.LIFECYCLE);

        assertThatExceptionOfType(GateException.class)
                .isThrownBy(() -> take("/build/other/../bpfgate", "m", "slow", Source.LIFECYCLE))
                .withMessage("The results in /build/bpfgate are those of execution fast of m, and execution slow of m"
                        + " would write over them. Give one of the two a <reportDirectory> of its own.");
    }

    @Test
    void two_modules_into_one_folder_are_refused_by_name() throws Exception {
        take("/shared", "left", "default", Source.LIFECYCLE);

        assertThatExceptionOfType(GateException.class)
                .isThrownBy(() -> take("/shared", "right", "default", Source.LIFECYCLE))
                .withMessageContaining("execution default of left, and execution default of right would write");
    }

    @Test
    void an_execution_may_run_again_and_others_may_write_elsewhere() throws Exception {
        take("/once/a", "m", "default", Source.LIFECYCLE);
        take("/once/a", "m", "default", Source.LIFECYCLE);
        take("/once/b", "m", "other", Source.LIFECYCLE);

        assertThat(new Claim(data, "results", Path.of("/once/a")).isTaken()).isTrue();
        assertThat(new Claim(data, "verdicts", Path.of("/once/a")).isTaken()).isFalse();
    }

    @Test
    void who_runs_a_goal_from_the_command_line_means_it() throws Exception {
        take("/meant", "m", "default-cli", Source.CLI);
        take("/meant", "m", "default", Source.LIFECYCLE);
        take("/meant", "m", "default-cli", Source.CLI);

        assertThatExceptionOfType(GateException.class)
                .isThrownBy(() -> take("/meant", "m", "other", Source.LIFECYCLE))
                .withMessageContaining("those of execution default of m");
    }
}
