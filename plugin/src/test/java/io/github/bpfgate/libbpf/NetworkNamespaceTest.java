package io.github.bpfgate.libbpf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.OwnThread;
import io.github.bpfgate.fixture.TestLibbpf;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@NeedsEbpf
class NetworkNamespaceTest {

    @Test
    void hasNothingButLoWhichIsSetUp() throws Exception {
        OwnThread.call(() -> {
            NetworkNamespace.create(TestLibbpf.get()).close();
            assertThat(NetworkInterface.getByName("lo").isUp()).isFalse();
            NetworkNamespace.setLoopbackUp(TestLibbpf.get());
            assertThat(NetworkInterface.getByName("lo").isUp()).isTrue();
            assertThat(Files.readAllLines(Path.of("/proc/thread-self/net/dev"))).as("two lines of heads").hasSize(3);
            return null;
        });
    }
}
