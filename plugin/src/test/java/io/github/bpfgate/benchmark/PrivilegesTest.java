package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PrivilegesTest {

    private static final long BPF = 1L << 39;
    private static final long NET_ADMIN = 1L << 12;
    private static final long PERFMON = 1L << 38;
    private static final long SYS_ADMIN = 1L << 21;

    @Test
    void ofNobodyLackAll() {
        assertThat(new Privileges(0).missing()).containsExactly("CAP_BPF", "CAP_NET_ADMIN", "CAP_PERFMON",
                "CAP_SYS_ADMIN");
    }

    @Test
    void ofTheSystemAdministratorContainThoseSplitOffItsOwn() {
        assertThat(new Privileges(SYS_ADMIN).missing()).containsExactly("CAP_NET_ADMIN");
        assertThat(new Privileges(SYS_ADMIN | NET_ADMIN).missing()).isEmpty();
    }

    @Test
    void doNotContainTheSystemAdministrators() {
        assertThat(new Privileges(BPF | NET_ADMIN | PERFMON).missing()).containsExactly("CAP_SYS_ADMIN");
        assertThat(new Privileges(BPF | SYS_ADMIN).missing()).containsExactly("CAP_NET_ADMIN");
    }

    @Test
    void areAllThereWithoutTheOneThatShowsCodeAddresses() {
        assertThat(new Privileges(SYS_ADMIN | NET_ADMIN).hasSyslog()).isFalse();
        assertThat(new Privileges(1L << 34).hasSyslog()).isTrue();
        assertThat(new Privileges(~(1L << 34)).missing()).isEmpty();
    }

    @Test
    void explainWhatIsMissingAndWhatHelps() {
        assertThat(new Privileges(SYS_ADMIN).explanation()).contains("this process lacks CAP_NET_ADMIN")
                .contains("<launcher>sudo -n</launcher>");
        assertThat(new Privileges(-1).explanation()).contains("no capability seems to be missing");
    }

    @Test
    void ofThisProcessCanBeRead() throws IOException {
        assertThat(Privileges.ofThisProcess().missing()).isSubsetOf("CAP_BPF", "CAP_NET_ADMIN", "CAP_PERFMON",
                "CAP_SYS_ADMIN");
    }
}
