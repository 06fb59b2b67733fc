package io.github.bpfgate.clang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.bpfgate.clang.CompileResult.MadeHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that include vmlinux.h, compiled with the real clang, libbpf and BTF. */
class VmlinuxHeaderTest {

    private static final String TYPES = "struct gate_config { int limit; };\n";
    private static final String WANTS_TYPES = """
            #include "vmlinux.h"
            int f(struct gate_config *config) { return config->limit; }
            """;

    @TempDir
    Path directory;

    private BpfProject project;

    @BeforeEach
    void project_with_btf_of_its_own() throws Exception {
        project = new BpfProject(directory).withBtf(btf("config", TYPES));
    }

    @Test
    void a_source_that_lacks_the_header_gets_it_and_others_do_without() throws Exception {
        project.source("wants.bpf.c", WANTS_TYPES);
        project.source("plain.bpf.c", BpfProject.GOOD);

        CompileResult first = project.compile();

        assertThat(first.compiled()).containsExactly(project.object("plain.bpf.o"), project.object("wants.bpf.o"));
        assertThat(first.header()).contains(new MadeHeader(header(), project.btf(), false));
        assertThat(header()).content().contains("struct gate_config {\n\tint limit;\n};",
                "#pragma clang attribute push (__attribute__((preserve_access_index)), apply_to = record)");
        assertThat(directory.resolve("target/bpf/include")).isDirectoryContaining(file -> file.equals(header()));
    }

    @Test
    void the_accesses_to_its_types_are_relocated_to_the_kernel_that_loads_them() throws Exception {
        project.source("wants.bpf.c", WANTS_TYPES);
        project.compile();
        byte[] relocated = Files.readAllBytes(project.object("wants.bpf.o"));

        project.withArgs("-DBPF_NO_PRESERVE_ACCESS_INDEX").compile();

        // "0:0", the access string of a CO-RE relocation of the first field
        assertThat(new String(relocated, StandardCharsets.ISO_8859_1)).contains("\0000:0\000");
        assertThat(Files.readString(project.object("wants.bpf.o"), StandardCharsets.ISO_8859_1))
                .doesNotContain("\0000:0\000");
    }

    @Test
    void while_the_btf_stays_nothing_is_made_or_compiled_again() throws Exception {
        project.source("wants.bpf.c", WANTS_TYPES);
        project.compile();
        Object written = Files.getLastModifiedTime(header());

        CompileResult second = project.compile();

        assertThat(second.compiled()).isEmpty();
        assertThat(second.header()).isEmpty();
        assertThat(Files.getLastModifiedTime(header())).isEqualTo(written);
    }

    @Test
    void other_btf_makes_another_header_and_recompiles_what_reads_it() throws Exception {
        project.source("wants.bpf.c", WANTS_TYPES);
        project.source("plain.bpf.c", BpfProject.GOOD);
        project.compile();
        Path other = btf("other", "struct before { int x; }; struct before b;" + TYPES);

        CompileResult second = project.withBtf(other).compile();

        assertThat(second.compiled()).containsExactly(project.object("wants.bpf.o"));
        assertThat(second.header()).contains(new MadeHeader(header(), other, true));
        assertThat(header()).content().contains("struct before {");
    }

    @Test
    void a_header_that_somebody_changed_is_made_anew() throws Exception {
        project.source("wants.bpf.c", WANTS_TYPES);
        project.compile();
        for (String damage : List.of("", "struct gate_config { long limit; };\n",
                Files.readString(header()).replace("int limit", "long limit"))) {
            Files.writeString(header(), damage);

            assertThat(project.compile().header()).as(damage).isPresent();
            assertThat(header()).content().contains("\tint limit;");
        }
    }

    @Test
    void a_header_of_the_user_s_own_goes_before() throws Exception {
        project.source("wants.bpf.c", WANTS_TYPES);
        project.compile();
        project.write("own/vmlinux.h", "struct gate_config { int limit; int more; };\n");

        CompileResult second = project.withIncludes(Path.of("own")).compile();

        assertThat(second.compiled()).containsExactly(project.object("wants.bpf.o"));
        assertThat(second.header()).isEmpty();
        assertThat(Files.readString(project.fingerprint("wants.bpf.o"))).contains("\"own/vmlinux.h\"");
    }

    @Test
    void a_header_of_the_user_s_own_may_be_what_includes_it() throws Exception {
        project.source("common.h", "#pragma once\n#include <vmlinux.h>\n");
        project.source("a.bpf.c", WANTS_TYPES.replace("vmlinux.h", "common.h"));
        project.source("b.bpf.c", WANTS_TYPES.replace("vmlinux.h", "common.h").replace("int f", "int g"));

        assertThat(project.compile().compiled()).hasSize(2);
        assertThat(project.compile().compiled()).isEmpty();
    }

    @Test
    void the_running_kernel_s_types_compile_with_the_headers_of_libbpf() throws Exception {
        Assumptions.assumeTrue(Files.isReadable(Path.of("/sys/kernel/btf/vmlinux")),
                "this kernel shows no BTF");
        project.source("opens.bpf.c", """
                #include <vmlinux.h>
                #include <bpf/bpf_helpers.h>
                #include <bpf/bpf_core_read.h>
                #include <bpf/bpf_tracing.h>
                struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 64); __type(key, u32); __type(value, u64);
                } starts SEC(".maps");
                SEC("tracepoint/syscalls/sys_enter_openat")
                int enter(struct trace_event_raw_sys_enter *ctx)
                {
                    struct task_struct *task = (struct task_struct *)bpf_get_current_task();
                    u32 parent = BPF_CORE_READ(task, real_parent, tgid);
                    u64 now = bpf_ktime_get_ns();
                    bpf_map_update_elem(&starts, &parent, &now, BPF_ANY);
                    return 0;
                }
                SEC("kprobe/do_unlinkat") int BPF_KPROBE(unlink, int dfd, struct filename *name) { return dfd; }
                char LICENSE[] SEC("license") = "GPL";
                """);

        CompileResult result = project.withBtf(null).compile();

        assertThat(result.header()).map(MadeHeader::btf).contains(Path.of("/sys/kernel/btf/vmlinux"));
        assertThat(result.diagnostics()).isEmpty();
    }

    @Test
    void btf_that_is_not_there_is_named_with_the_source_that_wants_it() throws Exception {
        project.source("wants.bpf.c", WANTS_TYPES);
        Path gone = directory.resolve("gone.btf");

        refused(project.withBtf(gone), "src/main/bpf/wants.bpf.c includes vmlinux.h, and <btf> is set to " + gone
                + ", where no file is that can be read; correct it, or leave it out to use the running kernel's");
    }

    @Test
    void btf_is_not_asked_for_where_no_source_wants_it() throws Exception {
        project.source("plain.bpf.c", BpfProject.GOOD);

        assertThat(project.withBtf(directory.resolve("gone.btf")).compile().compiled()).hasSize(1);
    }

    @Test
    void a_kernel_without_btf_is_told_with_what_to_do() {
        Path none = directory.resolve("sys/kernel/btf/vmlinux");
        VmlinuxHeader header = new VmlinuxHeader(directory, Optional.empty(), none, btf -> "");

        assertThatExceptionOfType(ClangException.class).isThrownBy(() -> header.generate("x.bpf.c"))
                .withMessage("x.bpf.c includes vmlinux.h, and there is nothing to make it of: this kernel shows no BTF ("
                        + none + "), for which it has to be built with CONFIG_DEBUG_INFO_BTF; set <btf> to the BTF or the"
                        + " vmlinux of a kernel that has it, or put a vmlinux.h into the source directory or an"
                        + " <includeDirectories> entry");
    }

    private static void refused(BpfProject project, String sentence) {
        assertThatExceptionOfType(ClangException.class).isThrownBy(project::compile).withMessage(sentence);
    }

    private Path header() {
        return directory.resolve("target/bpf/include/vmlinux.h");
    }

    /** An ELF file with BTF of these declarations. */
    private Path btf(String name, String declarations) throws IOException, InterruptedException {
        Path source = Files.writeString(directory.resolve(name + ".c"), declarations + "struct gate_config kept;\n");
        Path object = directory.resolve(name + ".o");
        Process clang = new ProcessBuilder("clang", "-target", "bpf", "-g", "-c", source.toString(), "-o",
                object.toString()).inheritIO().start();
        assertThat(clang.waitFor()).isZero();
        return object;
    }
}
