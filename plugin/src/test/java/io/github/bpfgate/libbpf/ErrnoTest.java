package io.github.bpfgate.libbpf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrnoTest {

    @Test
    void hasNameAndNumber() {
        assertThat(Errno.describe(Errno.EPERM)).isEqualTo("EPERM (errno 1)");
        assertThat(Errno.describe(Errno.EINVAL)).isEqualTo("EINVAL (errno 22)");
    }

    @Test
    void namesTheKernelsInternalOneThatLibcCannot() {
        assertThat(Errno.describe(Errno.ENOTSUPP)).isEqualTo("ENOTSUPP (errno 524)");
    }

    @Test
    void namesLibbpfsOwn() {
        assertThat(Errno.describe(4001)).isEqualTo("LIBBPF_ERRNO__FORMAT (errno 4001)");
    }

    @Test
    void isTheBareNumberWhereThereIsNoName() {
        assertThat(Errno.describe(133)).isEqualTo("errno 133");
    }
}
