package io.github.bpfgate.mojo;

import io.github.bpfgate.benchmark.NearestNames;
import io.github.bpfgate.pipeline.GateException;
import io.github.bpfgate.report.ReportName;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Makes a set of reports of the names somebody wrote. */
final class ReportsParameter {

    private ReportsParameter() {
    }

    /** @param names separated by commas or blanks; null or blank for the usual ones */
    static Set<ReportName> toReports(String names) throws GateException {
        if (names == null || names.isBlank()) {
            return ReportName.USUAL;
        }
        Set<ReportName> reports = EnumSet.noneOf(ReportName.class);
        for (String name : names.strip().split("[\\s,]+")) {
            reports.add(ReportName.of(name).orElseThrow(() -> new GateException(
                    "<reports> names one that is not known: " + NearestNames.suggest(name, known()))));
        }
        return reports;
    }

    private static List<String> known() {
        return Stream.of(ReportName.values()).map(ReportName::toString).toList();
    }
}
