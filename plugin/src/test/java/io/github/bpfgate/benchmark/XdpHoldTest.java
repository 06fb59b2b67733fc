package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.OwnThread;
import io.github.bpfgate.fixture.TestLibbpf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@NeedsEbpf
class XdpHoldTest {

    private static String namespace() throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")).toString();
    }

    /** What is measured afterwards would otherwise depend on whether something was held before. */
    @Test
    void leavesItsThreadInTheNamespaceItWasIn() throws Exception {
        OwnThread.call(() -> {
            String before = namespace();
            try (var loaded = new ProgramSource.InObject(TestLibbpf.get(), BpfSource.fixture("main/bpf/trim"), "trim",
                    Optional.empty()).load(); XdpHold hold = new XdpHold(TestLibbpf.get())) {
                hold.hold(Side.CANDIDATE, loaded.program());
                assertThat(namespace()).as("while it is held").isEqualTo(before);
                hold.hold(Side.CANDIDATE, loaded.program());
            }
            assertThat(namespace()).isEqualTo(before);
            return null;
        });
    }
}
