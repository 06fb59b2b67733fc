package io.github.bpfgate.report;

import io.github.bpfgate.gate.Acceptance;
import io.github.bpfgate.gate.AcceptedFile;
import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.GateOutcome;
import io.github.bpfgate.gate.RuleJudgement;
import io.github.bpfgate.gate.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a failing build ends: what did not pass, by how much and how sure, where there is more to read, and what to do.
 * At most fifteen lines, however much failed.
 */
public final class FailingBuild {

    /** With Maven's {@code [ERROR]} before it. */
    private static final int WIDEST = TextTable.WIDEST - 1;
    private static final int LONGEST_NAME = 26;
    private static final int MOST_FINDINGS = 4;
    private static final int MOST_ENTRIES = 2;
    private static final String INDENT = "  ";
    private static final Pattern PLAIN = Pattern.compile("[\\w./=+:,@%-]+");

    private final GateOutcome outcome;
    private final Path report;

    /** @param report where there is more to read */
    public FailingBuild(GateOutcome outcome, Path report) {
        this.outcome = outcome;
        this.report = report;
    }

    /**
     * For a module that has a baseline, or could have.
     *
     * @param cures    what else there is to do, a sentence each
     * @param proposed what would have to be accepted
     * @param from     the file that holds it
     * @param to       the file that it would have to be in
     */
    public List<String> inProject(List<String> cures, List<Acceptance> proposed, Path from, Path to) {
        List<String> lines = new ArrayList<>(alone());
        lines.add("Measure again: mvn verify" + profile());
        lines.addAll(cures);
        if (!proposed.isEmpty()) {
            lines.add("Meant for a time? Add the reasons to " + from + ", and move it to " + to + ":");
            List<String> entries = proposed.stream().map(AcceptedFile::entry)
                    .filter(entry -> INDENT.length() + entry.length() <= WIDEST).limit(MOST_ENTRIES).toList();
            entries.forEach(entry -> lines.add(INDENT + entry));
            int more = proposed.size() - entries.size();
            if (more > 0) {
                lines.add(INDENT + (entries.isEmpty() ? "" : "and ") + more + (entries.isEmpty() ? "" : " more")
                        + (more == 1 ? " increase" : " increases"));
            }
        }
        return lines;
    }

    /** For a comparison of two files, that nothing is stored for. */
    public List<String> alone() {
        List<BenchmarkResult> worst = outcome.failures().stream().sorted(worstFirst()).toList();
        List<BenchmarkResult> shown = worst.subList(0, Math.min(MOST_FINDINGS, worst.size()));
        ShortNames names = ShortNames.of(worst.stream().map(BenchmarkResult::name).toList(), LONGEST_NAME);
        List<String> lines = new ArrayList<>();
        lines.add(worst.size() + (worst.size() == 1 ? " benchmark" : " benchmarks") + " did not pass:");
        for (BenchmarkResult result : shown) {
            String before = INDENT + names.of(result.name()) + " " + result.verdict() + ": ";
            for (String finding : findings(result, MOST_FINDINGS / shown.size())) {
                lines.add(DisplayText.shortened(before + DisplayText.printable(finding), WIDEST));
                before = INDENT + INDENT;
            }
        }
        if (shown.size() < worst.size()) {
            lines.add(INDENT + "and " + (worst.size() - shown.size()) + " more");
        }
        lines.add("Report: " + report);
        return lines;
    }

    private static Comparator<BenchmarkResult> worstFirst() {
        Comparator<BenchmarkResult> gravity = Comparator.comparingInt(
                result -> gravest(result).map(RuleJudgement::weight).orElse(0));
        return gravity.thenComparingDouble(result -> gravest(result).map(j -> JudgementText.share(result, j)).orElse(0.0))
                .reversed();
    }

    private static Optional<RuleJudgement> gravest(BenchmarkResult result) {
        return result.judgements().stream().max(Comparator.comparingInt(RuleJudgement::weight)
                .thenComparingDouble(j -> JudgementText.share(result, j)));
    }

    private static List<String> findings(BenchmarkResult result, int most) {
        int weight = gravest(result).map(RuleJudgement::weight).orElse(0);
        List<String> findings = result.judgements().stream().filter(j -> j.weight() == weight)
                .map(judgement -> JudgementText.of(result, judgement)).distinct().limit(most).toList();
        return findings.isEmpty() ? List.of(String.join("; ", result.reasons())) : findings;
    }

    /** The command that shows where the instructions go, for the worst that has any. */
    private String profile() {
        return outcome.failures().stream().sorted(worstFirst()).filter(result -> result.verdict() == Verdict.REGRESSED
                && result.counts() != null && !result.counts().lines().isEmpty()).findFirst()
                .map(result -> ". By source line: mvn bpfgate:profile " + word("-Dbpfgate.benchmark=" + result.name()))
                .orElse("");
    }

    /** As one word of a POSIX shell, unless it holds what no terminal shows. */
    private static String word(String text) {
        String printable = DisplayText.printable(text);
        return PLAIN.matcher(printable).matches() ? printable : "'" + printable.replace("'", "'\\''") + "'";
    }
}
