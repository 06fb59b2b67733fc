package io.github.bpfgate.libbpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bpfgate.benchmark.ObjectFile;
import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.TestLibbpf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BpfObjectTest {

    private static final String TAIL_CALLS = """
            int first(struct xdp_md *ctx);
            int second(struct xdp_md *ctx);
            struct {
                __uint(type, BPF_MAP_TYPE_PROG_ARRAY);
                __uint(max_entries, 2);
                __type(key, __u32);
                __array(values, int (void *));
            } targets SEC(".maps") = { .values = { [0] = (void *)&first, [1] = (void *)&second } };
            SEC("xdp") int first(struct xdp_md *ctx) { return XDP_DROP; }
            SEC("xdp") int second(struct xdp_md *ctx) { return XDP_TX; }
            SEC("xdp") int entry(struct xdp_md *ctx) { bpf_tail_call(ctx, &targets, 1); return XDP_PASS; }
            """;

    private static BpfObject open(ObjectFile file) {
        return TestLibbpf.get().openObject(file.bytes(), file.name());
    }

    @Test
    void listsProgramsInFileOrderWithTypeAndSection() {
        try (BpfObject object = open(BpfSource.fixture("main/bpf/lookup"))) {
            assertThat(object.name()).isEqualTo("lookup.bpf.o");
            assertThat(object.programs()).extracting(BpfProgram::name).containsExactlyInAnyOrder("fill_ports",
                    "port_filter");
            BpfProgram filter = object.program("port_filter").orElseThrow();
            assertThat(filter.section()).isEqualTo("xdp");
            assertThat(filter.typeName()).isEqualTo("xdp");
            assertThat(filter.type()).isEqualTo(6);
            assertThat(object.program("fill_ports").orElseThrow().typeName()).isEqualTo("syscall");
            assertThat(object.program("no_such")).isEmpty();
        }
    }

    @Test
    void keepsTheOrderOfTheFileWithinASection() {
        try (BpfObject object = open(BpfSource.of(TAIL_CALLS))) {
            assertThat(object.programs()).extracting(BpfProgram::name).containsExactly("first", "second", "entry");
        }
    }

    @Test
    void listsMapsWithDefinitionAndGlobalDataWithInitialBytes() {
        ObjectFile file = BpfSource.of("""
                struct {
                    __uint(type, BPF_MAP_TYPE_HASH);
                    __uint(max_entries, 7);
                    __uint(map_flags, BPF_F_NO_PREALLOC);
                    __type(key, __u32);
                    __type(value, __u64);
                } seen SEC(".maps");
                __u32 start = 0x01020304;
                SEC("xdp") int p(struct xdp_md *ctx) { __u32 k = start; return bpf_map_lookup_elem(&seen, &k) ? 1 : 2; }
                """);
        try (BpfObject object = open(file)) {
            BpfMap seen = map(object, "seen");
            assertThat(seen.definition()).isEqualTo(new BpfMap.Definition("hash", 4, 8, 7, 1, 0));
            assertThat(seen.isProgramArray()).isFalse();
            assertThat(seen.initialValue()).isEmpty();
            BpfMap data = object.maps().stream().filter(m -> m.name().endsWith(".data")).findFirst().orElseThrow();
            assertThat(ByteBuffer.wrap(data.initialValue()).order(ByteOrder.nativeOrder()).getInt())
                    .isEqualTo(0x01020304);
        }
    }

    private static BpfMap map(BpfObject object, String name) {
        return object.maps().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    @NeedsEbpf
    void loadsTheNamedProgramAlone() {
        try (BpfObject object = open(BpfSource.fixture("main/bpf/lookup"))) {
            object.load(Set.of("port_filter"));
            assertThat(object.program("port_filter").orElseThrow().fd()).isPositive();
            assertThatThrownBy(object.program("fill_ports").orElseThrow()::fd)
                    .hasMessage("the program fill_ports is not loaded");
        }
    }

    @Test
    @NeedsEbpf
    void loadsEveryProgramWhereAProgramArrayMayNameThem() {
        try (BpfObject object = open(BpfSource.of(TAIL_CALLS))) {
            object.load(Set.of("entry"));
            assertThat(object.programs()).allSatisfy(p -> assertThat(p.fd()).isPositive());
            assertThat(map(object, "targets").isProgramArray()).isTrue();
            TestRun run = new TestRun(TestLibbpf.get(), new byte[64], new byte[0]);
            run.run(object.program("entry").orElseThrow(), 1);
            assertThat(run.returnValue()).as("XDP_TX of the tail-called program").isEqualTo(3);
        }
    }

    @Test
    @NeedsEbpf
    void readsAndReplacesTheProgramsOfAProgramArray() {
        try (BpfObject object = open(BpfSource.of(TAIL_CALLS))) {
            object.load(Set.of("entry"));
            BpfMap targets = map(object, "targets");
            ProgramInfo.Reader reader = new ProgramInfo.Reader(TestLibbpf.get());
            List<Integer> before = List.copyOf(targets.programIds().values());
            assertThat(before).isSubsetOf(object.programs().stream().map(p -> reader.read(p).id()).toList());
            BpfProgram entry = object.program("entry").orElseThrow();
            int index = targets.programIds().firstKey();
            targets.putProgram(index, entry);
            assertThat(targets.programIds().get(index)).isEqualTo(reader.read(entry).id());
            assertThat(targets.programIds()).hasSameSizeAs(before);
        }
    }

    @Test
    @NeedsEbpf
    void namesTheObjectsTypesByADescriptorOnceLoaded() {
        try (BpfObject object = open(BpfSource.fixture("main/bpf/trim"))) {
            object.load(Set.of("trim"));
            assertThat(object.btfFd().orElseThrow()).isPositive();
        }
    }

    @Test
    @NeedsEbpf
    void pinsNoMapWhateverTheObjectAsksFor() throws IOException {
        ObjectFile file = BpfSource.of("""
                struct {
                    __uint(type, BPF_MAP_TYPE_ARRAY);
                    __uint(max_entries, 1);
                    __type(key, __u32);
                    __type(value, __u64);
                    __uint(pinning, LIBBPF_PIN_BY_NAME);
                } bpfgate_pinned SEC(".maps");
                SEC("xdp") int p(struct xdp_md *ctx) {
                    __u32 k = 0;
                    return bpf_map_lookup_elem(&bpfgate_pinned, &k) ? XDP_PASS : XDP_DROP;
                }
                """);
        try (BpfObject one = open(file); BpfObject other = open(file)) {
            one.load(Set.of("p"));
            other.load(Set.of("p"));
            assertThat(pinned()).noneMatch(path -> path.endsWith("bpfgate_pinned"));
        }
        assertThat(pinned()).noneMatch(path -> path.endsWith("bpfgate_pinned"));
    }

    /** Where no bpffs is mounted, pinning would make the load fail. */
    private static List<Path> pinned() throws IOException {
        Path bpffs = Path.of("/sys/fs/bpf");
        if (!Files.isDirectory(bpffs)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(bpffs)) {
            return files.toList();
        }
    }

    @Test
    @NeedsEbpf
    void givesTheInstructionsAsTheKernelGotThem() {
        try (BpfObject object = open(BpfSource.fixture("main/bpf/trim"))) {
            object.load(Set.of("trim"));
            byte[] insns = object.program("trim").orElseThrow().insns();
            assertThat(insns.length % 8).isZero();
            assertThat(insns[insns.length - 8]).as("exit").isEqualTo((byte) 0x95);
        }
    }

    @Test
    void setsTheFragmentsFlagThatLibbpfAddsWhenItLoads() {
        try (BpfObject object = open(BpfSource.of("""
                SEC("xdp.frags") int whole(struct xdp_md *ctx) { return XDP_PASS; }
                SEC("xdp") int linear(struct xdp_md *ctx) { return XDP_PASS; }
                """))) {
            assertThat(object.program("whole").orElseThrow().loadFlags() & 1 << 5).isEqualTo(1 << 5);
            assertThat(object.program("linear").orElseThrow().loadFlags()).isZero();
        }
    }

    @Test
    void saysThatAnEmptyFileIsEmpty() {
        assertThatThrownBy(() -> TestLibbpf.get().openObject(new byte[0], "empty.bpf.o"))
                .isInstanceOf(BpfException.class)
                .hasMessage("empty.bpf.o is not an ELF file (it is empty)."
                        + " Name an object built by clang -target bpf.");
    }

    @Test
    void saysThatASourceIsNotElf() {
        assertThatThrownBy(() -> TestLibbpf.get().openObject("#include <linux/bpf.h>".getBytes(), "p.bpf.c"))
                .hasMessage("p.bpf.c is not an ELF file. Name an object built by clang -target bpf.");
    }

    @Test
    void saysThatAnObjectOfThisMachineIsNotForEbpf() throws IOException {
        byte[] libc = Files.readAllBytes(Path.of(ProcessHandle.current().info().command().orElseThrow()));
        assertThatThrownBy(() -> TestLibbpf.get().openObject(libc, "java"))
                .hasMessageStartingWith("java is an ELF file for machine ")
                .hasMessageEndingWith(", not for eBPF (247). Build it with clang -target bpf.");
    }

    @ParameterizedTest
    @ValueSource(doubles = {.01, .5, .99})
    void saysThatATruncatedObjectIsTruncatedAndHowMuchIsMissing(double share) {
        byte[] whole = BpfSource.fixture("main/bpf/fun_xdp").bytes();
        byte[] part = Arrays.copyOf(whole, (int) (whole.length * share));
        assertThatThrownBy(() -> TestLibbpf.get().openObject(part, "cut.bpf.o"))
                .hasMessageMatching("cut\\.bpf\\.o is truncated: it has " + part.length
                        + " bytes and its section table ends at \\d+\\. Build it again\\.");
    }

    @Test
    void passesOnWhatLibbpfSaysOfAnObjectItCannotRead() {
        byte[] broken = BpfSource.fixture("main/bpf/trim").bytes().clone();
        // e_shstrndx names a section that is not there.
        broken[62] = (byte) 0xf0;
        broken[63] = 0;
        BpfException e = catchThrowableOfType(BpfException.class,
                () -> TestLibbpf.get().openObject(broken, "broken.bpf.o"));
        assertThat(e).hasMessageStartingWith("broken.bpf.o cannot be opened as an eBPF object: ")
                .hasMessageContaining("libbpf says: ")
                .hasMessageEndingWith("Build it again with clang -target bpf -g.");
        assertThat(e.errno()).isPositive();
    }

    @Test
    @NeedsEbpf
    void explainsARejectionWithTheVerifiersLog() {
        try (BpfObject object = open(BpfSource.fixture("broken/verifier-reject"))) {
            BpfException e = catchThrowableOfType(BpfException.class,
                    () -> object.loadExplained(Set.of("verifier_reject"), 1 << 20));
            assertThat(e.errno()).isEqualTo(Errno.EACCES);
            assertThat(e).hasMessage("The verifier rejects verifier_reject of verifier-reject.bpf.o:"
                    + " EACCES (errno 13).");
            VerifierLog log = VerifierLog.of(e.verifierLog());
            assertThat(log.complaint()).anyMatch(line -> line.contains("invalid access to packet"));
            assertThat(log.sourceLine().orElseThrow()).contains("if (eth->h_proto == bpf_htons(ETH_P_IPV6))");
            assertThat(log.toString().lines().count()).isEqualTo(2);
        }
    }

    @Test
    @NeedsEbpf
    void explainsTheRejectionOfAProgramThatOnlyAProgramArrayNames() {
        ObjectFile file = BpfSource.of(TAIL_CALLS.replace("return XDP_TX;", "return *(char *)(long)ctx->data;"));
        try (BpfObject object = open(file)) {
            BpfException e = catchThrowableOfType(BpfException.class,
                    () -> object.loadExplained(Set.of("entry"), 1 << 20));
            assertThat(e).hasMessage("The verifier rejects second of sample.bpf.o: EACCES (errno 13).");
            assertThat(e.verifierLog()).contains("invalid access to packet");
        }
    }

    @Test
    @NeedsEbpf
    void saysThatTheVerifiersLogIsCut() {
        ObjectFile file = BpfSource.of("""
                SEC("xdp") int p(struct xdp_md *ctx) {
                    volatile int seen = 0;
                    for (int i = 0; i < 20000; i++) seen++;
                    return *(char *)(long)ctx->data;
                }
                """);
        try (BpfObject object = open(file)) {
            BpfException e = catchThrowableOfType(BpfException.class,
                    () -> object.loadExplained(Set.of("p"), 1 << 20));
            assertThat(e).hasMessage("The verifier rejects p of sample.bpf.o, and its log, which is longer than 1 MiB,"
                    + " is cut.");
            assertThat(e.errno()).isEqualTo(Errno.ENOSPC);
            assertThat(e.verifierLog().length()).isBetween(1 << 19, 1 << 20);
        }
    }

    @Test
    @NeedsEbpf
    void failsToLoadWithLibbpfsMessagesWhereNobodyAskedForALog() {
        try (BpfObject object = open(BpfSource.fixture("broken/verifier-reject"))) {
            assertThatThrownBy(() -> object.load(Set.of("verifier_reject")))
                    .hasMessageStartingWith("verifier-reject.bpf.o does not load: EACCES (errno 13). libbpf says: ");
        }
    }

    @Test
    void canBeClosedTwice() {
        BpfObject object = open(BpfSource.fixture("main/bpf/trim"));
        object.close();
        object.close();
    }
}
