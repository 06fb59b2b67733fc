package io.github.bpfgate.report.html;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.BenchmarkResult.Comparison;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.Figures;
import io.github.bpfgate.gate.Metric;

/**
 * A time in figures.
 *
 * @param value    ns per run
 * @param interval of it at 95 %
 * @param net      less the null program's
 * @param baseline ns per run; empty if there is none
 * @param change   of the net time; empty if nothing was compared
 * @param between  the change's interval; empty if there is none
 * @param limit    on the change; empty if there is none
 */
public record TimeView(String value, String interval, String net, String baseline, String change, String between,
        String limit) {

    static TimeView of(Metric.Timing timing, BenchmarkResult result) {
        Comparison comparison = result.comparison();
        boolean compared = comparison != null;
        return new TimeView(Figures.nanos(timing.value()), Shown.interval(timing), Figures.nanos(timing.net()),
                timing.baseline() == null || result.reference() == Reference.SAME_WORK ? ""
                        : Figures.nanos(timing.baseline()),
                compared ? Shown.change(comparison) : "", compared ? Shown.interval(comparison) : "",
                compared ? Shown.limit(comparison) : "");
    }
}
