package io.github.bpfgate.libbpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bpfgate.benchmark.ObjectFile;
import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.KernelObjects;
import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.OwnThread;
import io.github.bpfgate.fixture.TestLibbpf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@NeedsEbpf
class XdpLinkTest {

    /** The pid tells this JVM's program from those of another test run on the same machine. */
    private static final String HELD = "held_" + ProcessHandle.current().pid();

    private static final ObjectFile FILE = BpfSource.of("""
            SEC("xdp") int %s(struct xdp_md *ctx) { return XDP_PASS; }
            SEC("xdp") int other(struct xdp_md *ctx) { return XDP_DROP; }
            SEC("xdp/devmap") int devmap(struct xdp_md *ctx) { return XDP_PASS; }
            """.formatted(HELD));

    private final TestRun run = new TestRun(TestLibbpf.get(), new byte[64], new byte[0]);

    private static BpfObject load(String... programs) {
        BpfObject object = TestLibbpf.get().openObject(FILE.bytes(), FILE.name());
        object.load(Set.of(programs));
        return object;
    }

    private static String namespaceOfThisThread() throws Exception {
        return Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")).toString();
    }

    @Test
    void runsAHeldProgramAndTheOneThatReplacesIt() throws Exception {
        OwnThread.call(() -> {
            try (BpfObject object = load(HELD, "other");
                    NetworkNamespace namespace = NetworkNamespace.create(TestLibbpf.get());
                    XdpLink link = XdpLink.attach(TestLibbpf.get(), namespace, object.program(HELD).orElseThrow())) {
                run.run(object.program(HELD).orElseThrow(), 10_000);
                assertThat(run.returnValue()).isEqualTo(2);
                link.replace(object.program("other").orElseThrow());
                run.run(object.program("other").orElseThrow(), 10_000);
                assertThat(run.returnValue()).isEqualTo(1);
            }
            return null;
        });
    }

    @Test
    void holdsItsProgramAndLetsGoOfItOnClose() throws Exception {
        OwnThread.call(() -> {
            try (NetworkNamespace namespace = NetworkNamespace.create(TestLibbpf.get())) {
                XdpLink link;
                try (BpfObject object = load(HELD)) {
                    link = XdpLink.attach(TestLibbpf.get(), namespace, object.program(HELD).orElseThrow());
                }
                Set<Integer> ids = KernelObjects.programs(HELD);
                assertThat(ids).as("held after its object was closed").hasSize(1);
                assertThat(KernelObjects.linkedPrograms()).containsAll(ids);
                link.close();
                link.close();
                assertThat(KernelObjects.becomesTrue(() -> KernelObjects.programs(HELD).isEmpty())).isTrue();
                assertThat(KernelObjects.linkedPrograms()).doesNotContainAnyElementsOf(ids);
            }
            return null;
        });
    }

    @Test
    void letsGoOfTheProgramThatWasReplaced() throws Exception {
        OwnThread.call(() -> {
            try (NetworkNamespace namespace = NetworkNamespace.create(TestLibbpf.get());
                    BpfObject other = load("other")) {
                BpfObject first = load(HELD);
                try (XdpLink link = XdpLink.attach(TestLibbpf.get(), namespace, first.program(HELD).orElseThrow())) {
                    first.close();
                    link.replace(other.program("other").orElseThrow());
                    assertThat(KernelObjects.becomesTrue(() -> KernelObjects.programs(HELD).isEmpty())).isTrue();
                }
            }
            return null;
        });
    }

    @Test
    void cannotHoldAProgramOfADeviceMap() throws Exception {
        OwnThread.call(() -> {
            try (BpfObject object = load("devmap");
                    NetworkNamespace namespace = NetworkNamespace.create(TestLibbpf.get())) {
                BpfException e = catchThrowableOfType(BpfException.class, () -> XdpLink.attach(TestLibbpf.get(),
                        namespace, object.program("devmap").orElseThrow()));
                assertThat(e).hasMessage("Cannot attach an XDP program to lo: EINVAL (errno 22).");
            }
            return null;
        });
    }

    @Test
    void movesItsOwnThreadAndNoOther() throws Exception {
        String before = namespaceOfThisThread();
        String inside = OwnThread.call(() -> {
            try (NetworkNamespace namespace = NetworkNamespace.create(TestLibbpf.get())) {
                String first = namespaceOfThisThread();
                NetworkNamespace.create(TestLibbpf.get()).close();
                assertThat(namespaceOfThisThread()).isNotEqualTo(first);
                namespace.enter();
                assertThat(namespaceOfThisThread()).isEqualTo(first);
                return first;
            }
        });
        assertThat(inside).isNotEqualTo(before);
        assertThat(namespaceOfThisThread()).isEqualTo(before);
    }

    @Test
    void givesItsNamespaceNoName() throws Exception {
        Set<String> before = namedNamespaces();
        OwnThread.call(() -> {
            try (NetworkNamespace namespace = NetworkNamespace.create(TestLibbpf.get())) {
                namespace.enter();
                String inode = Files.getAttribute(Path.of("/proc/thread-self/ns/net"), "unix:ino").toString();
                assertThat(before).doesNotContain(inode);
                assertThat(namedNamespaces()).doesNotContain(inode);
            }
            return null;
        });
    }

    /** Inodes of what {@code ip netns} lists. */
    private static Set<String> namedNamespaces() throws Exception {
        Set<String> inodes = new TreeSet<>();
        Path named = Path.of("/run/netns");
        if (Files.isDirectory(named)) {
            try (Stream<Path> files = Files.list(named)) {
                for (Path file : files.toList()) {
                    inodes.add(Files.getAttribute(file, "unix:ino").toString());
                }
            }
        }
        return inodes;
    }
}
