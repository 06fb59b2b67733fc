package io.github.bpfgate.report.html;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.BenchmarkResult.PacketResult;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.Counts;
import io.github.bpfgate.gate.HandMadeResults;
import io.github.bpfgate.gate.Judge;
import io.github.bpfgate.gate.LineResult;
import io.github.bpfgate.gate.Metric;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.Rule;
import io.github.bpfgate.gate.Rules;
import io.github.bpfgate.gate.Verdict;
import io.github.bpfgate.history.Trend;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Judged results with all that a page can show, under names that somebody chose to break it. */
final class PageResults {

    static final String HOSTILE = "</script><script>document.title='taken'</script><img src=x onerror=alert(1)>"
            + "\"'`&amp;<!--]]>\u202E\u2028 \uD83D\uDC1D ../../etc/passwd ${jndi} " + "long".repeat(105);
    static final String REGRESSED = "fun_xdp";

    private PageResults() {
    }

    /** A regression, a hostile name in every text there is, and each verdict once. */
    static Results all() {
        List<BenchmarkResult> results = new ArrayList<>(judged(regressed(REGRESSED, "while (b < n) {", "packet"),
                regressed(HOSTILE, HOSTILE, HOSTILE)));
        Stream.of(Verdict.values()).map(verdict -> HandMadeResults.judged("is " + verdict, verdict, Rule.Level.ERROR,
                "because of " + HOSTILE)).forEach(results::add);
        return new Results(Results.SCHEMA, HandMadeResults.HERE, Map.of("benchmark fun_xdp", "0"), results);
    }

    static List<BenchmarkResult> judged(BenchmarkResult... results) {
        return new Judge(new Rules(Rules.standard(), Map.of())).judge(HandMadeResults.of(results)).benchmarks();
    }

    /** Timed on three packets, and counted. */
    static BenchmarkResult regressed(String name, String line, String packet) {
        double[] blocks = HandMadeResults.around(6, 0.5, 20);
        blocks[3] = 90;
        BenchmarkResult r = HandMadeResults.with(HandMadeResults.confirmed(name, 25, blocks, blocks.clone()),
                Map.of(MetricName.INSTRUCTIONS, HandMadeResults.figure(MetricName.INSTRUCTIONS, 104.66, 46.02),
                        MetricName.MAP_BYTES, HandMadeResults.figure(MetricName.MAP_BYTES, 12345678, 12345678)),
                Counts.of(packet, Map.of("bpf_" + packet, new Counts.HelperCalls(2, 1.0)), List.of(
                        new LineResult("./src/" + line, 42, line, name, 11.5, 34.7, 0.0, 0.0),
                        new LineResult("./src/" + line, 43, "never " + line, name, 0, 0, 0.0, 0.0)), null));
        List<PacketResult> packets = IntStream.range(0, 3)
                .mapToObj(i -> new PacketResult(packet + i, 53 + i, 49.0)).toList();
        return new BenchmarkResult(r.name(), name, r.object(), r.objectSha256(), r.type(), r.method(), r.sampling(),
                r.metrics(), r.comparison(), Reference.OBJECT, r.baselineSha256(), packets, r.counts(), null, null,
                List.of(), List.of(), List.of("a note on " + name));
    }

    /** What a program that nothing can run leaves: figures of the verifier and sizes. */
    static BenchmarkResult loadedOnly(double verifiedInsns) {
        Metric.Exact verified = HandMadeResults.figure(MetricName.VERIFIED_INSNS, verifiedInsns, 100);
        return new BenchmarkResult("kprobe", "kprobe", "kprobe.bpf.o", "c".repeat(64), "kprobe", "load", "",
                Map.of("verified-insns", verified), null, Reference.OBJECT, "b".repeat(64), List.of(), null, null, null,
                List.of(), List.of(), List.of());
    }

    static List<Trend> trends() {
        return List.of(new Trend(REGRESSED, MetricName.LATENCY, "Test CPU", IntStream.range(0, 12)
                .mapToObj(i -> new Trend.Point(("c" + i).repeat(20), Instant.EPOCH.plus(Duration.ofDays(i)),
                        i < 8 ? 49 : 53, Verdict.PASS, i == 8)).toList()));
    }
}
