package io.github.bpfgate.report.html;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.Counts;
import io.github.bpfgate.gate.Figures;
import io.github.bpfgate.gate.Metric;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.RuleJudgement;
import io.github.bpfgate.history.Trend;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One benchmark on the page.
 *
 * @param id       its anchor, which holds nothing of its name
 * @param name     its own
 * @param verdict  of it
 * @param about    what was run, label by label
 * @param reasons  of the verdict, in words
 * @param notes    of the measuring
 * @param limits   what each rule says
 * @param time     its time in figures; empty if none was taken
 * @param change   against the limit; empty if nothing was compared
 * @param blocks   how the times are distributed; empty if none was taken
 * @param packets  the times packet by packet; empty for one
 * @param exact    metrics without noise
 * @param helpers  calls per run, name by name
 * @param counting why counts are missing, or not exact; empty if there is nothing to say
 * @param source   its lines; empty if they are not known
 * @param trends   how its metrics went over the commits; empty without a history
 * @param commands to go on with
 */
public record BenchmarkView(String id, String name, VerdictView verdict, Map<String, String> about,
        List<String> reasons, List<String> notes, List<LimitRow> limits, Optional<TimeView> time,
        Optional<ChangeFigure> change, Optional<BlocksView> blocks, Optional<PacketsView> packets,
        List<ExactRow> exact, Map<String, String> helpers, Optional<String> counting, Optional<SourceView> source,
        List<TrendView> trends, List<CommandView> commands) {

    /**
     * What one rule says.
     *
     * @param metric  it is on, or the whole
     * @param verdict of this rule alone
     * @param reasons in words
     */
    public record LimitRow(String metric, VerdictView verdict, List<String> reasons) {
    }

    static BenchmarkView of(String id, BenchmarkResult result, boolean inProject, List<Trend> trends) {
        Optional<Metric.Timing> timing = result.timing();
        return new BenchmarkView(id, Shown.text(result.name()), VerdictView.of(result), about(result),
                texts(result.reasons()), notes(result),
                result.judgements().stream().filter(j -> j.metric() != null).map(BenchmarkView::limit).toList(),
                timing.map(t -> TimeView.of(t, result)), Optional.ofNullable(result.comparison()).map(ChangeFigure::of),
                timing.map(BlocksView::of), PacketsView.of(result.packets()), ExactRow.of(result),
                helpers(result.counts()), counting(result.counts()), SourceView.of(result.counts()),
                TrendView.of(id, trends), inProject ? CommandView.of(result) : List.of());
    }

    private static Map<String, String> about(BenchmarkResult result) {
        Map<String, String> about = new LinkedHashMap<>();
        about.put("program", result.program());
        about.put("type", result.type());
        about.put("object", result.object());
        about.put("method", result.sampling() == null || result.sampling().isEmpty() ? result.method()
                : result.sampling());
        about.put("baseline", reference(result.reference()));
        about.values().removeIf(text -> text == null || text.isEmpty());
        about.replaceAll((label, text) -> Shown.text(text));
        return about;
    }

    private static String reference(Reference reference) {
        return switch (reference) {
            case OBJECT -> "the stored object, run beside the candidate";
            case SAME_WORK -> "the stored object, which is the same work";
            case NUMBERS_FROM_HERE -> "numbers alone, from this machine";
            case NUMBERS_FROM_ELSEWHERE -> "numbers alone, from another machine";
            case NOTHING -> "nothing stored";
            case NOT_RUN -> "";
        };
    }

    /** What could not be run has the same sentence as its reason. */
    private static List<String> notes(BenchmarkResult result) {
        return texts(result.notes().stream().filter(note -> !result.reasons().contains(note)).toList());
    }

    private static List<String> texts(List<String> texts) {
        return texts.stream().map(Shown::text).toList();
    }

    private static LimitRow limit(RuleJudgement judgement) {
        return new LimitRow(judgement.metric().toString(), VerdictView.of(judgement.verdict(), judgement.level()),
                texts(judgement.reasons()));
    }

    private static Map<String, String> helpers(Counts counts) {
        Map<String, String> calls = new LinkedHashMap<>();
        if (counts != null) {
            counts.helperCalls().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
                double now = entry.getValue().value();
                Double before = entry.getValue().baseline();
                calls.put(Shown.text(entry.getKey()), before == null || before == now ? Figures.count(now)
                        : MetricName.HELPER_CALLS.shown(before, now) + " → "
                        + MetricName.HELPER_CALLS.shown(now, before));
            });
        }
        return calls;
    }

    private static Optional<String> counting(Counts counts) {
        return Optional.ofNullable(counts).map(c -> c.notCounted() == null ? c.notExact() : c.notCounted())
                .map(Shown::text);
    }

    /** Whether the overview has no figure of it, and tells why. */
    public boolean saysNothingInFigures() {
        return time.isEmpty() && instructions().isEmpty();
    }

    /** The instructions, for the overview; empty if they were not counted. */
    public Optional<ExactRow> instructions() {
        return exact.stream().filter(row -> row.metric().equals(MetricName.INSTRUCTIONS.toString())).findFirst();
    }
}
