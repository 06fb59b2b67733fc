package io.github.bpfgate.gate;

import io.github.bpfgate.stats.Outliers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one call of a C function takes, of a program whose every run makes many: its time less the null program's, by
 * the number of calls. The loop that makes them is in it.
 *
 * @param low      bound of the interval at 95 %, ns
 * @param estimate ns
 * @param high     bound of the interval at 95 %, ns
 * @param samples  how many values the estimate is made of: the blocks of the first series, each a fresh load
 * @param outliers those of the samples beyond Tukey's fences, in words; they are told, and none is left out
 */
public record CallTime(double low, double estimate, double high, int samples, String outliers) {

    /** Empty if it is no benchmark of a function, or was not timed. */
    public static Optional<CallTime> of(BenchmarkResult result) {
        return result.calls() == null ? Optional.empty()
                : result.timing().map(timing -> of(timing, result.calls()));
    }

    private static CallTime of(Metric.Timing timing, int calls) {
        double nullProgram = timing.value() - timing.net();
        return new CallTime((timing.lower() - nullProgram) / calls, timing.net() / calls,
                (timing.upper() - nullProgram) / calls, timing.blocks().length,
                worded(Outliers.among(timing.blocks())));
    }

    private static String worded(Outliers outliers) {
        List<String> words = new ArrayList<>();
        add(words, outliers.lowSevere(), "low severe");
        add(words, outliers.lowMild(), "low mild");
        add(words, outliers.highMild(), "high mild");
        add(words, outliers.highSevere(), "high severe");
        return words.isEmpty() ? "none" : String.join(", ", words);
    }

    private static void add(List<String> words, int count, String kind) {
        if (count > 0) {
            words.add(count + " " + kind);
        }
    }
}
