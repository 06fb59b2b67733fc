package io.github.bpfgate.report.html;

import io.github.bpfgate.baseline.Environment;
import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.history.Trend;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that is on the page of one module.
 *
 * @param module      its name; empty without a project
 * @param headline    what to know first
 * @param counts      benchmarks by verdict, the gravest first
 * @param benchmarks  the gravest verdict first
 * @param environment where it was measured, label by label
 * @param mitigations by vulnerability
 * @param machine     the environment in a few words
 * @param charts      the data of the charts as JSON that a script element can hold
 */
public record ReportPage(String module, String headline, Map<VerdictView, Integer> counts,
        List<BenchmarkView> benchmarks, Map<String, String> environment, Map<String, String> mitigations,
        String machine, String charts) {

    /**
     * The page of judged results.
     *
     * @param module whose they are; empty without a project
     * @param judged results with their verdicts
     * @param trends of its benchmarks; empty without a history
     */
    public static ReportPage of(String module, Results judged, List<Trend> trends) {
        List<BenchmarkResult> sorted = judged.benchmarks().stream()
                .sorted(Comparator.comparing(result -> VerdictView.of(result).rank())).toList();
        boolean inProject = !judged.madeFrom().isEmpty();
        List<BenchmarkView> benchmarks = new ArrayList<>();
        for (BenchmarkResult result : sorted) {
            benchmarks.add(BenchmarkView.of("b" + (benchmarks.size() + 1), result, inProject,
                    trends.stream().filter(trend -> trend.benchmark().equals(result.name())).toList()));
        }
        Map<VerdictView, Integer> counts = new LinkedHashMap<>();
        benchmarks.forEach(benchmark -> counts.merge(benchmark.verdict(), 1, Integer::sum));
        Environment environment = judged.environment();
        return new ReportPage(Shown.text(module), headline(counts, benchmarks.size()), counts, benchmarks,
                about(environment), mitigations(environment), Shown.text(environment.describe()),
                ScriptJson.write(charts(benchmarks)));
    }

    private static String headline(Map<VerdictView, Integer> counts, int all) {
        int bad = counts.entrySet().stream().filter(entry -> entry.getKey().tone().equals("bad"))
                .mapToInt(Map.Entry::getValue).sum();
        int doubtful = counts.entrySet().stream().filter(entry -> entry.getKey().asksForAttention())
                .mapToInt(Map.Entry::getValue).sum() - bad;
        if (all == 0) {
            return "No benchmarks";
        }
        if (bad > 0) {
            return bad + " of " + all + (all == 1 ? " benchmark" : " benchmarks") + " did not pass";
        }
        return doubtful > 0 ? doubtful + " of " + all + (all == 1 ? " benchmark" : " benchmarks") + " to look at"
                : all == 1 ? "The benchmark passed" : "All " + all + " benchmarks passed";
    }

    /** An environment label by label; a label that has nothing to say is left out. */
    static Map<String, String> about(Environment environment) {
        Map<String, String> about = new LinkedHashMap<>();
        about.put("CPU", environment.cpu());
        about.put("kernel", environment.kernel());
        about.put("virtualization", environment.virtualization());
        about.put("JIT", (environment.jit() ? "on" : "off") + (environment.jitHarden() == 0 ? ""
                : ", hardened (" + environment.jitHarden() + ")"));
        about.put("clang", environment.clang());
        about.put("libbpf", environment.libbpf());
        about.put("concurrency", environment.concurrency() > 1 ? environment.concurrency()
                + " threads: other modules may have disturbed the measuring" : "");
        about.values().removeIf(text -> text == null || text.isEmpty());
        about.replaceAll((label, text) -> Shown.text(text));
        return about;
    }

    private static Map<String, String> mitigations(Environment environment) {
        Map<String, String> shown = new TreeMap<>();
        if (environment.mitigations() != null) {
            environment.mitigations().forEach((name, state) -> shown.put(Shown.text(name), Shown.text(state)));
        }
        return shown;
    }

    private static Map<String, Object> charts(List<BenchmarkView> benchmarks) {
        Map<String, Object> charts = new LinkedHashMap<>();
        for (BenchmarkView benchmark : benchmarks) {
            benchmark.blocks().ifPresent(blocks -> charts.put(benchmark.id() + "-blocks", blocks.data()));
            benchmark.packets().ifPresent(packets -> charts.put(benchmark.id() + "-packets", packets.data()));
            benchmark.trends().forEach(trend -> charts.put(trend.key(), trend.data()));
        }
        return charts;
    }
}
