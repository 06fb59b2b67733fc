package io.github.bpfgate.report.html;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.Rule;
import io.github.bpfgate.gate.Verdict;

/**
 * A verdict as the page shows it, told by word and mark before any colour.
 *
 * @param label what it reads like
 * @param mark  one character in front of it
 * @param tone  the style's class that colours it: {@code bad}, {@code doubt}, {@code good} or {@code calm}
 * @param rank  the gravest first; two verdicts of one rank need the same attention
 */
public record VerdictView(String label, String mark, String tone, int rank) {

    static VerdictView of(BenchmarkResult result) {
        return of(result.verdict(), result.level());
    }

    static VerdictView of(Verdict verdict, Rule.Level level) {
        boolean mild = level == Rule.Level.WARN;
        return switch (verdict) {
            case REGRESSED -> mild ? new VerdictView("REGRESSED (warn)", "▲", "doubt", 2)
                    : new VerdictView("REGRESSED", "▲", "bad", 0);
            case UNSUPPORTED -> new VerdictView("UNSUPPORTED", "⊘", "bad", 1);
            case INCONCLUSIVE -> new VerdictView("INCONCLUSIVE", "?", "doubt", 3);
            case NOT_COMPARABLE -> new VerdictView("NOT COMPARABLE", "≠", "doubt", 4);
            case NO_BASELINE -> new VerdictView("NO BASELINE", "○", "doubt", 5);
            case ACCEPTED -> new VerdictView("ACCEPTED", "△", "calm", 6);
            case IMPROVED -> new VerdictView("IMPROVED", "▼", "good", 7);
            case PASS -> new VerdictView("PASS", "✓", "good", 8);
            case UNCHANGED -> new VerdictView("UNCHANGED", "=", "calm", 9);
        };
    }

    /** Whether somebody has to look, so that the page shows its benchmark at full length. */
    public boolean asksForAttention() {
        return !tone.equals("calm") && !tone.equals("good");
    }
}
