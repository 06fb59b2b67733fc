package io.github.bpfgate.clang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers and packages of distributions, below roots that look like theirs. */
class SystemHeadersTest {

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource({"amd64, x86_64-linux-gnu", "aarch64, aarch64-linux-gnu", "amd64, x86_64-linux-musl",
            "ppc64le, powerpc64le-linux-gnu"})
    void what_debian_keeps_for_each_architecture_is_told_to_clang(String osArch, String folder) throws Exception {
        Path types = file("usr/include/" + folder + "/asm/types.h", "");
        file("usr/include/mips-linux-gnu/asm/types.h", "");
        SystemHeaders headers = new SystemHeaders(root, osArch);

        assertThat(headers.unsearched()).containsExactly(root.resolve("usr/include").resolve(folder));
        assertThat(headers.find("asm/types.h")).contains(types);
    }

    /** Fedora, Alpine, Arch and openSUSE. */
    @Test
    void where_all_is_in_one_folder_clang_is_told_nothing() throws Exception {
        Path types = file("usr/include/asm/types.h", "");
        SystemHeaders headers = new SystemHeaders(root, "amd64");

        assertThat(headers.unsearched()).isEmpty();
        assertThat(headers.find("asm/types.h")).contains(types);
        assertThat(headers.find("bpf/bpf_helpers.h")).isEmpty();
    }

    @Test
    void a_libbpf_that_was_built_here_goes_before_the_system_s() throws Exception {
        file("usr/include/bpf/bpf_helpers.h", "");
        Path own = file("usr/local/include/bpf/bpf_helpers.h", "");

        assertThat(new SystemHeaders(root, "amd64").find("bpf/bpf_helpers.h")).contains(own);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ID=debian                                 | apt-get install libbpf-dev | apt-get install linux-libc-dev",
        "ID=ubuntu#ID_LIKE=debian                  | apt-get install libbpf-dev | apt-get install linux-libc-dev",
        "ID=linuxmint#ID_LIKE=\"ubuntu debian\"    | apt-get install libbpf-dev | apt-get install linux-libc-dev",
        "NAME=\"Fedora Linux\"#ID=fedora           | dnf install libbpf-devel   | dnf install kernel-headers",
        "ID=\"rocky\"#ID_LIKE=\"rhel centos fedora\" | dnf install libbpf-devel | dnf install kernel-headers",
        "ID=alpine                                 | apk add libbpf-dev         | apk add linux-headers",
        "ID=arch                                   | pacman -S libbpf           | pacman -S linux-api-headers",
        "ID='opensuse-leap'#ID_LIKE='suse opensuse' | zypper install libbpf-devel | zypper install linux-glibc-devel",
    })
    void a_missing_header_comes_by_the_distribution_s_own_command(String release, String libbpf, String kernel)
            throws Exception {
        file("etc/os-release", release.replace('#', '\n') + "\n");

        assertThat(SystemPackage.LIBBPF_HEADERS.install(root)).isEqualTo(libbpf);
        assertThat(SystemPackage.KERNEL_HEADERS.install(root)).isEqualTo(kernel);
        assertThat(SystemPackage.CLANG.install(root)).endsWith(" clang").startsWith(libbpf.replaceFirst(" \\S+$", " "));
    }

    @Test
    void os_release_may_be_where_the_vendor_puts_it() throws Exception {
        file("usr/lib/os-release", "ID=arch\n");

        assertThat(SystemPackage.CLANG.install(root)).isEqualTo("pacman -S clang");
    }

    @Test
    void on_a_distribution_that_is_not_known_all_commands_are_told() throws Exception {
        String all = "apt-get install linux-libc-dev | dnf install kernel-headers | apk add linux-headers"
                + " | pacman -S linux-api-headers | zypper install linux-glibc-devel";
        assertThat(SystemPackage.KERNEL_HEADERS.install(root)).isEqualTo(all);

        file("etc/os-release", "ID=nixos\n");
        assertThat(SystemPackage.KERNEL_HEADERS.install(root)).isEqualTo(all);
    }

    @ParameterizedTest
    @CsvSource({"bpf/bpf_helpers.h, LIBBPF_HEADERS", "linux/bpf.h, KERNEL_HEADERS", "asm/types.h, KERNEL_HEADERS",
            "asm-generic/int-ll64.h, KERNEL_HEADERS"})
    void the_package_of_a_header_is_known(String header, SystemPackage brings) {
        assertThat(SystemPackage.ofHeader(header)).contains(brings);
        assertThat(SystemPackage.ofHeader("my/" + header)).isEmpty();
    }

    private Path file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
