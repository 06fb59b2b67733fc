package io.github.bpfgate.libbpf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.fixture.OwnThread;
import io.github.bpfgate.fixture.TestLibbpf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MeasuringThreadTest {

    private static String allowedCpus() throws IOException {
        return Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
                .filter(line -> line.startsWith("Cpus_allowed_list:")).findFirst().orElseThrow()
                .substring("Cpus_allowed_list:".length()).strip();
    }

    @Test
    void isPinnedToTheHighestCpuItMayUse() throws Exception {
        String before = allowedCpus();
        String highest = before.replaceFirst(".*[,-]", "");
        OwnThread.call(() -> {
            MeasuringThread thread = MeasuringThread.pin(TestLibbpf.get());
            assertThat(allowedCpus()).isEqualTo(highest);
            assertThat(thread.cpu()).isEqualTo(Integer.parseInt(highest));
            return null;
        });
        assertThat(allowedCpus()).as("other threads stay where they are").isEqualTo(before);
    }

    @Test
    void saysWhetherItsPriorityWasRaised() throws Exception {
        OwnThread.call(() -> {
            boolean raised = MeasuringThread.pin(TestLibbpf.get()).raised();
            // Field 19 of /proc/PID/stat, counted from after the command's closing bracket.
            String stat = Files.readString(Path.of("/proc/thread-self/stat"));
            String nice = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16];
            assertThat(nice.equals("-20")).isEqualTo(raised);
            return null;
        });
    }
}
