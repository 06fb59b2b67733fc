package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeAddressesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0 | 2 | false | needs CAP_SYSLOG, or kernel.perf_event_paranoid of at most 1, which is 2",
        "1 | 1 | false | needs CAP_SYSLOG, for kernel.kptr_restrict is 1",
        "2 | 1 | true  | kernel.kptr_restrict is 2",
        "2 | 1 | false | kernel.kptr_restrict is 2",
        "0 | 1 | false | programs have none: net.core.bpf_jit_enable is 0",
        "0 | 2 | true  | programs have none: net.core.bpf_jit_enable is 0",
        "1 | 2 | true  | programs have none: net.core.bpf_jit_enable is 0"})
    void areHiddenByWhatTheKernelAsksFirst(int restriction, int paranoia, boolean syslog, String obstacle) {
        assertThat(new CodeAddresses(restriction, paranoia, syslog).obstacle()).isEqualTo(obstacle);
    }
}
