package io.github.bpfgate.libbpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountsTest {

    private static final Mounts MOUNTS = Mounts.of(List.of(
            "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
            "30 22 0:26 / /tmp rw,nosuid,nodev,noexec shared:12 - tmpfs tmpfs rw",
            "31 30 0:27 / /tmp/a\\040b rw - tmpfs tmpfs rw",
            "32 22 0:28 / /run rw - tmpfs tmpfs rw",
            "33 32 0:29 / /run rw,noexec master:3 - tmpfs tmpfs rw"));

    @Test
    void knows_whether_code_may_be_run_below_each_mount() {
        assertThat(MOUNTS.isNoexec(Path.of("/var/tmp"))).isFalse();
        assertThat(MOUNTS.isNoexec(Path.of("/tmp"))).isTrue();
        assertThat(MOUNTS.isNoexec(Path.of("/tmp/x/y"))).isTrue();
        assertThat(MOUNTS.isNoexec(Path.of("/tmp/a b/c"))).isFalse();
        assertThat(MOUNTS.isNoexec(Path.of("/tmpfile"))).isFalse();
        assertThat(MOUNTS.isNoexec(Path.of("/run"))).as("the later of two is on top").isTrue();
    }

    @Test
    void reads_those_of_this_machine() throws IOException {
        assertThat(Mounts.read().isNoexec(Path.of(System.getProperty("java.home")))).as("java runs from there").isFalse();
    }
}
