package io.github.bpfgate.clang;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolchainTest {

    @ParameterizedTest
    @CsvSource({"amd64, x86", "x86_64, x86", "aarch64, arm64", "s390x, s390", "ppc64le, powerpc", "riscv64, riscv"})
    void architectures_have_the_names_of_bpf_tracing(String osArch, String name) {
        assertThat(Toolchain.targetArch(osArch)).isEqualTo(name);
    }
}
