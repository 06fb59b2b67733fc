package io.github.bpfgate.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.bpfgate.benchmark.ObjectFile;
import io.github.bpfgate.benchmark.input.Pcap;
import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.report.ProfileText.Order;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsEbpf
class ProfileStepTest {

    private static final Path PACKETS = Path.of("../bpf-fixtures/src/test/packets/all-octets.pcap");

    @TempDir
    Path directory;

    private GatedModule module;

    @BeforeEach
    void start() {
        module = new GatedModule(directory);
    }

    private void build(ObjectFile object, String as) throws Exception {
        Path file = module.objects().resolve(as);
        Files.createDirectories(file.getParent());
        Files.write(file, object.bytes());
    }

    private List<String> profile(String benchmark, Order order, boolean disassemble) throws Exception {
        new ProfileStep(new ProfileStep.Request(module.request(), module.objects(), Optional.ofNullable(benchmark),
                order, disassemble), module.journal).run();
        return module.journal.lines();
    }

    private void refused(String benchmark, String sentence) {
        assertThatExceptionOfType(GateException.class).isThrownBy(() -> profile(benchmark, Order.HOT, false))
                .withMessage(sentence);
    }

    private void story() throws Exception {
        build(BpfSource.fixture("history/3-fibonacci-loop/fun_xdp"), "fun_xdp.bpf.o");
        module.benchmarks = List.of(new BenchmarkSpec(Optional.of("octets"), "fun_xdp", Optional.empty(),
                new Pcap(PACKETS), Optional.empty()));
    }

    @Test
    void the_lines_of_the_recomputing_loop_come_first() throws Exception {
        story();

        List<String> lines = profile(null, Order.HOT, false);

        assertThat(lines.subList(0, 2)).containsExactly("info: ",
                "info: octets: xdp program fun_xdp of fun_xdp.bpf.o, 256 packets");
        assertThat(lines).anyMatch(line -> line.startsWith("info: instructions per run  ")
                && line.contains("(packet #235 "));
        int table = lines.indexOf("info:  executed      insns    share");
        assertThat(lines.get(table + 1)).endsWith("insns per run").contains(", in fun_xdp: ");
        assertThat(lines.subList(table + 2, table + 5)).as("the three hottest")
                .anyMatch(line -> line.endsWith("while (b < n) {"))
                .anyMatch(line -> line.endsWith("__u32 next = a + b;"))
                .allMatch(line -> line.matches("info: +11\\.57 .*#.*fun_xdp\\.bpf\\.c:\\d+ .*"));
    }

    @Test
    void in_the_order_of_the_source_the_loop_stands_before_what_calls_it() throws Exception {
        story();

        List<String> lines = profile("octets", Order.SOURCE, false);

        assertThat(lines).filteredOn(line -> line.contains(".bpf.c:")).extracting(line -> Integer.valueOf(
                line.replaceFirst(".*\\.bpf\\.c:(\\d+) .*", "$1"))).isSorted().hasSizeGreaterThan(5);
    }

    @Test
    void the_bytecode_goes_round_the_loop_as_often_as_the_source() throws Exception {
        story();

        List<String> lines = profile("octets", Order.HOT, true);

        assertThat(lines).anyMatch(line -> line.matches("info: +11\\.57 .* if .* goto -0x\\p{XDigit}+ <L\\d+>"))
                .anyMatch(line -> line.endsWith("    call bpf_map_push_elem"))
                .anyMatch(line -> line.endsWith(" ll <SOURCE_ADDR_QUEUE>"));
    }

    @Test
    void without_configured_benchmarks_each_program_has_its_name() throws Exception {
        build(BpfSource.fixture("broken/slow"), "slow.bpf.o");
        assertThat(profile(null, Order.HOT, false)).contains("info: slow: xdp program slow of slow.bpf.o, packet "
                + "#1 192.0.2.1 > 198.51.100.1 udp 64 B");

        build(BpfSource.fixture("broken/slow"), "lb/slow.bpf.o");
        refused("slow", "There is no benchmark slow. The nearest are slow/slow, lb/slow/slow.");
        refused(null, "There are 2 benchmarks. Say with -Dbpfgate.benchmark=NAME which to profile: lb/slow/slow,"
                + " slow/slow.");
        assertThat(profile("lb/slow/slow", Order.HOT, false))
                .anyMatch(line -> line.startsWith("info: lb/slow/slow: xdp program slow of lb/slow.bpf.o, "));
    }

    @Test
    void a_name_that_is_none_is_told_with_the_nearest() throws Exception {
        story();

        refused("octet", "There is no benchmark octet. The nearest is octets.");
    }

    @Test
    void where_nothing_is_compiled_it_says_what_to_do() {
        refused(null, "There is no object in " + module.objects() + " to profile. Run mvn verify first.");
    }

    @Test
    void where_nothing_can_be_run_it_says_so() throws Exception {
        build(BpfSource.fixture("broken/unsupported-kprobe"), "kprobe.bpf.o");

        refused(null, "There is nothing to profile in " + module.objects()
                + ": unsupported_kprobe (no test run of kprobe).");
    }
}
