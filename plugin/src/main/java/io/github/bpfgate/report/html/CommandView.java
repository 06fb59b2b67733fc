package io.github.bpfgate.report.html;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.GateOutcome;
import io.github.bpfgate.gate.RuleJudgement.Kind;
import io.github.bpfgate.gate.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A command that takes the reader one step further.
 *
 * @param purpose what it is for
 * @param command to paste into a shell
 */
public record CommandView(String purpose, String command) {

    private static final Pattern PLAIN = Pattern.compile("[\\w./=+:,@%-]+");

    static List<CommandView> of(BenchmarkResult result) {
        List<CommandView> commands = new ArrayList<>();
        commands.add(new CommandView("Measure it again", "mvn verify"));
        if (result.counts() != null && result.counts().notCounted() == null) {
            commands.add(new CommandView("See each line and instruction",
                    "mvn bpfgate:profile " + word("-Dbpfgate.benchmark=" + result.name())));
        }
        next(result, commands);
        return commands;
    }

    private static void next(BenchmarkResult result, List<CommandView> commands) {
        switch (result.verdict()) {
            case REGRESSED -> {
                // What is above its maximum stays so, whatever is stored.
                if (result.judgements().stream()
                        .anyMatch(j -> j.verdict() == Verdict.REGRESSED && j.kind() == Kind.INCREASE)) {
                    commands.add(new CommandView("Accept it for good, if it is meant, and commit the new baseline",
                            GateOutcome.STORE));
                }
            }
            case IMPROVED -> commands.add(new CommandView("Keep it so", GateOutcome.STORE));
            case NO_BASELINE, NOT_COMPARABLE -> commands.add(new CommandView("Store the baseline, and commit it",
                    GateOutcome.STORE));
            case INCONCLUSIVE -> commands.add(new CommandView("See what can be told apart here",
                    "mvn bpfgate:selftest"));
            case UNSUPPORTED -> commands.add(new CommandView("See what is missing here", "mvn bpfgate:doctor"));
            case ACCEPTED, PASS, UNCHANGED -> { }
        }
    }

    /** As one word of a POSIX shell, whatever it holds. */
    private static String word(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
