package io.github.bpfgate.pipeline;

import io.github.bpfgate.baseline.BaselineEntry;
import io.github.bpfgate.baseline.BaselineEntry.StoredMetric;
import io.github.bpfgate.baseline.Environment;
import io.github.bpfgate.benchmark.ExactFigures;
import io.github.bpfgate.benchmark.ExactMeasurement;
import io.github.bpfgate.benchmark.InstructionCount;
import io.github.bpfgate.gate.Counts;
import io.github.bpfgate.gate.LineResult;
import io.github.bpfgate.gate.Metric;
import io.github.bpfgate.gate.Metric.Exact;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.instrument.Blame;
import io.github.bpfgate.instrument.LineChange;
import io.github.bpfgate.instrument.LineRate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Makes the metrics without noise, and what lies behind them, of what a worker counted. */
final class ExactMetrics {

    private static final double NANOS_PER_MILLI = 1e6;

    private final ExactMeasurement measured;
    private final Optional<BaselineEntry> stored;
    private final Environment environment;
    private final String madeFrom;

    /**
     * @param stored      of the benchmark, if anything is
     * @param environment of the candidate's figures
     * @param madeFrom    digest of the configured benchmark; null if nobody configured it
     */
    ExactMetrics(ExactMeasurement measured, Optional<BaselineEntry> stored, Environment environment, String madeFrom) {
        this.measured = measured;
        this.stored = stored;
        this.environment = environment;
        this.madeFrom = madeFrom;
    }

    /** By name: those that are wanted and were taken, each beside the baseline's where there is one that compares. */
    Map<String, Metric> metrics(Set<MetricName> wanted) {
        Map<MetricName, Exact> baseline = baseline();
        Map<String, Metric> metrics = new TreeMap<>();
        figures(measured.candidate()).forEach((name, candidate) -> {
            if (wanted.contains(name)) {
                metrics.put(name.toString(), Optional.ofNullable(baseline.get(name)).or(() -> storedFigure(name))
                        .map(candidate::against).orElse(candidate));
            }
        });
        return metrics;
    }

    private Map<MetricName, Exact> baseline() {
        if (!measured.unchanged()) {
            return measured.baseline() == null ? Map.of() : figures(measured.baseline());
        }
        Map<MetricName, Exact> same = figures(measured.candidate());
        // The same work has the same figures, and yet no two loads take the same time.
        same.keySet().removeIf(MetricName::isAdvice);
        return same;
    }

    /**
     * An object that is stored speaks for itself: its numbers count only where it is missing, and counts of a run only
     * where the same packets were run.
     */
    private Optional<Exact> storedFigure(MetricName name) {
        StoredMetric figure = stored.filter(entry -> entry.object() == null
                && name.comparable(entry.environment(), environment)
                && (!name.isOfTheInput() || Objects.equals(entry.madeFrom(), madeFrom))).map(BaselineEntry::metrics)
                .map(metrics -> metrics.get(name.toString())).orElse(null);
        return Optional.ofNullable(figure).map(Exact::stored);
    }

    private static Map<MetricName, Exact> figures(ExactFigures figures) {
        Map<MetricName, Exact> exact = new EnumMap<>(MetricName.class);
        exact.put(MetricName.VERIFIED_INSNS, Exact.of(MetricName.VERIFIED_INSNS, figures.verifiedInsns()));
        exact.put(MetricName.STATES, Exact.of(MetricName.STATES, figures.states()));
        exact.put(MetricName.PEAK_STATES, Exact.of(MetricName.PEAK_STATES, figures.peakStates()));
        exact.put(MetricName.STACK_BYTES, Exact.of(MetricName.STACK_BYTES, figures.stackBytes()));
        exact.put(MetricName.XLATED_BYTES, Exact.of(MetricName.XLATED_BYTES, figures.xlatedBytes()));
        exact.put(MetricName.JITED_BYTES, Exact.of(MetricName.JITED_BYTES, figures.jitedBytes()));
        exact.put(MetricName.INSNS, Exact.of(MetricName.INSNS, figures.insns()));
        exact.put(MetricName.MAP_BYTES, Exact.of(MetricName.MAP_BYTES, figures.mapBytes()));
        exact.put(MetricName.LOAD_TIME, Exact.of(MetricName.LOAD_TIME, figures.verifierNanos() / NANOS_PER_MILLI));
        InstructionCount count = figures.count();
        if (count != null) {
            exact.put(MetricName.INSTRUCTIONS, Exact.between(MetricName.INSTRUCTIONS, count.perRun(), count.least(),
                    count.most()));
            exact.put(MetricName.HELPER_CALLS, between(MetricName.HELPER_CALLS, count.calls()));
            exact.put(MetricName.COVERAGE, between(MetricName.COVERAGE, count.coverage()));
        }
        return exact;
    }

    private static Exact between(MetricName metric, InstructionCount.Range range) {
        return Exact.between(metric, range.value(), range.least(), range.most());
    }

    /** What makes a reader doubt the figures, or miss some. */
    List<String> notes() {
        List<String> notes = new ArrayList<>(measured.warnings());
        notes.addAll(measured.notes());
        if (measured.baseline() != null && measured.baseline().notCounted() != null) {
            notes.add("the baseline is not counted: " + measured.baseline().notCounted());
        }
        return notes;
    }

    /** What lies behind the counts, or why there are none; null if nothing was to be counted. */
    Counts counts() {
        ExactFigures candidate = measured.candidate();
        if (candidate.count() == null) {
            return candidate.notCounted() == null ? null : Counts.refused(candidate.notCounted());
        }
        InstructionCount count = candidate.count();
        Optional<InstructionCount> baseline = measured.unchanged() ? Optional.of(count)
                : Optional.ofNullable(measured.baseline()).map(ExactFigures::count);
        return Counts.of(count.worstPacket(), helperCalls(count, baseline), lines(count, baseline), count.notExact());
    }

    private static Map<String, Counts.HelperCalls> helperCalls(InstructionCount count,
            Optional<InstructionCount> baseline) {
        Map<String, Counts.HelperCalls> calls = new TreeMap<>();
        baseline.ifPresent(before -> before.helperCalls().forEach(
                (helper, times) -> calls.put(helper, new Counts.HelperCalls(0, times))));
        count.helperCalls().forEach((helper, times) -> calls.put(helper, new Counts.HelperCalls(times,
                baseline.map(before -> before.helperCalls().getOrDefault(helper, 0.0)).orElse(null))));
        return calls;
    }

    private static List<LineResult> lines(InstructionCount count, Optional<InstructionCount> baseline) {
        Map<List<Object>, LineChange> changes = new HashMap<>();
        baseline.ifPresent(before -> Blame.changes(before.lines(), count.lines())
                .forEach(change -> changes.put(place(change.file(), change.line(), change.function()), change)));
        List<LineResult> lines = new ArrayList<>();
        for (LineRate line : count.lines()) {
            LineChange change = changes.get(place(line.file(), line.line(), line.function()));
            lines.add(new LineResult(line.file(), line.line(), line.text(), line.function(), line.executions(),
                    line.instructions(),
                    baseline.map(b -> change == null ? line.executions() : change.baselineExecutions()).orElse(null),
                    baseline.map(b -> change == null ? line.instructions() : change.baselineInstructions())
                            .orElse(null)));
        }
        return lines;
    }

    private static List<Object> place(String file, int line, String function) {
        return List.of(file, line, function);
    }
}
