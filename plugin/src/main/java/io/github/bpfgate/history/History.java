package io.github.bpfgate.history;

import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.stats.ChangePoints;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The runs that are remembered, as they become trends. */
public final class History {

    /** A series in a thousand may have a change marked that is none. */
    private static final double ALPHA = 0.001;

    private final List<Run> runs;
    private final int skipped;

    History(List<Run> runs, int skipped) {
        this.runs = List.copyOf(runs);
        this.skipped = skipped;
    }

    /** How many lines were none that can be read. */
    public int skipped() {
        return skipped;
    }

    private record Key(String benchmark, MetricName metric, String environment) {
    }

    private record Measured(Run run, Run.Entry entry, Run.Figure figure) {
    }

    /**
     * What became of each metric, by benchmark, metric and environment, the oldest run first. Where the level changed
     * is marked: of a time by a test that noise seldom passes ({@link ChangePoints}), of a count wherever it is another
     * than before.
     *
     * @param module whose runs are wanted
     */
    public List<Trend> trends(String module) {
        Map<Key, List<Measured>> series = new TreeMap<>(Comparator.comparing(Key::benchmark)
                .thenComparing(Key::metric).thenComparing(Key::environment));
        Map<String, String> environments = environments();
        runs.stream().filter(run -> run.module().equals(module)).sorted(Comparator.comparing(Run::time))
                .forEach(run -> run.benchmarks().forEach((name, entry) -> entry.metrics().forEach((metric, figure) ->
                        MetricName.of(metric).ifPresent(known -> series.computeIfAbsent(
                                new Key(name, known, environments.get(run.environment().id())),
                                key -> new ArrayList<>()).add(new Measured(run, entry, figure))))));
        return series.entrySet().stream().map(entry -> trend(entry.getKey(), entry.getValue())).toList();
    }

    /** By their ids, in words that are not alike: two may differ in what words leave out, such as a mitigation. */
    private Map<String, String> environments() {
        Map<String, String> words = new LinkedHashMap<>();
        runs.forEach(run -> words.putIfAbsent(run.environment().id(),
                run.environment().cpu() + ", Linux " + run.environment().kernel()));
        Map<String, Long> alike = words.values().stream()
                .collect(Collectors.groupingBy(text -> text, Collectors.counting()));
        words.replaceAll((id, text) -> alike.get(text) == 1 ? text : text + " (" + id + ")");
        return words;
    }

    private static Trend trend(Key key, List<Measured> measured) {
        boolean[] changed = key.metric() == MetricName.LATENCY
                ? ChangePoints.of(measured.stream().mapToDouble(m -> m.figure().value()).toArray(), ALPHA)
                : countedAnew(measured);
        List<Trend.Point> points = new ArrayList<>();
        for (int i = 0; i < measured.size(); i++) {
            Measured m = measured.get(i);
            points.add(new Trend.Point(m.run().commit() == null ? "" : m.run().commit(), m.run().time(),
                    m.figure().value(), m.entry().verdict(), changed[i]));
        }
        return new Trend(key.benchmark(), key.metric(), key.environment(), points);
    }

    /** Counts have no noise; those that differ from load to load have a range, and overlap as long as nothing changed. */
    private static boolean[] countedAnew(List<Measured> measured) {
        boolean[] changed = new boolean[measured.size()];
        for (int i = 1; i < changed.length; i++) {
            Run.Figure before = measured.get(i - 1).figure();
            Run.Figure now = measured.get(i).figure();
            changed[i] = now.lower() > before.upper() || now.upper() < before.lower();
        }
        return changed;
    }
}
