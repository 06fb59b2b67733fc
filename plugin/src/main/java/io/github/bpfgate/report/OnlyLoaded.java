package io.github.bpfgate.report;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.Results;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs that no benchmark runs, in a line or two: that they are looked at, and which of them this kernel does not
 * take.
 *
 * @param loaded    how many load here
 * @param notLoaded names of those that do not
 */
public record OnlyLoaded(long loaded, List<String> notLoaded) {

    private static final int NAMES_SHOWN = 3;

    public OnlyLoaded {
        notLoaded = List.copyOf(notLoaded);
    }

    public static OnlyLoaded of(Results results) {
        List<BenchmarkResult> all = results.benchmarks().stream().filter(BenchmarkResult::onlyLoaded).toList();
        List<String> refused = all.stream().filter(result -> result.reference() == Reference.NOT_RUN)
                .map(result -> DisplayText.printable(result.name())).toList();
        return new OnlyLoaded(all.size() - refused.size(), refused);
    }

    /** None if there is no such program. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (loaded > 0) {
            lines.add("No benchmark runs " + programs(loaded) + " more: loaded for the verifier's figures and sizes");
        }
        if (!notLoaded.isEmpty()) {
            String names = String.join(", ", notLoaded.subList(0, Math.min(NAMES_SHOWN, notLoaded.size())))
                    + (notLoaded.size() > NAMES_SHOWN ? " and " + (notLoaded.size() - NAMES_SHOWN) + " more" : "");
            lines.add("No benchmark runs, and this kernel does not load, " + programs(notLoaded.size()) + ": " + names
                    + "; the results say why");
        }
        return lines;
    }

    private static String programs(long count) {
        return count + (count == 1 ? " program" : " programs");
    }
}
