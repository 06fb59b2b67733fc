package io.github.bpfgate.proof;

import io.github.bpfgate.proof.Pairing.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The report as people read it. */
final class MarkdownReport {

    private static final double INCONCLUSIVE_GOAL = 0.02;
    private static final double COST_GOAL_SECONDS = 3;
    private static final double FOUND_GOAL = 0.95;
    private static final double EXACT_RATIO_GOAL = 1.2;
    private static final double EXACT_EACH_GOAL_SECONDS = 0.05;
    private static final double POINTS_ABOVE = 0.03;

    private final Report report;

    MarkdownReport(Report report) {
        this.report = report;
    }

    String text() {
        StringBuilder text = new StringBuilder("# Proof of bpfgate\n\n");
        if (!report.complete()) {
            text.append("**Unfinished**: the run was interrupted, or goes on.\n\n");
        }
        section(text, "Goals", goals(), "");
        section(text, "Equal programs", equal(), "Another object, the same work. A gate that fails is a false alarm."
                + " Shares carry exact 95 % bounds (Clopper-Pearson); times are seconds per gate, from the request to"
                + " the verdict, the start of the measuring JVM included.");
        section(text, "Slower programs", slower(), "The true increase, of the net time, is calibrated twice: by a line"
                + " through many rounds, and measured on this object, with a 95 % interval. At or close to the limit"
                + " either verdict is right.");
        section(text, "Time per verdict", times(), "All gates above by type and load, in seconds.");
        section(text, "Fixed cost of the plugin", costs(), "`mvn -B -o verify` of a module in which nothing changed,"
                + " less the same without the plugin; seconds.");
        section(text, "Cost of exact metrics", exactCosts(), "Seconds of a worker that counts each program twice, its"
                + " JVM's start included, beside a C program that loads each twice. Each is what one program more"
                + " takes, loads included, once the first is done; rounds that waited for another bpfgate leave that"
                + " out.");
        section(text, "Calibration", calibration(), "Rounds more of the slowed programs, and what they do.");
        section(text, "Environment", environment(), "");
        if (!report.notes().isEmpty()) {
            text.append("## Notes\n\n");
            report.notes().forEach(note -> text.append("- ").append(note).append('\n'));
        }
        return text.toString();
    }

    private static void section(StringBuilder text, String title, MarkdownTable table, String explanation) {
        if (table.text().isEmpty()) {
            return;
        }
        text.append("## ").append(title).append("\n\n");
        if (!explanation.isEmpty()) {
            text.append(explanation).append("\n\n");
        }
        text.append(table.text()).append('\n');
    }

    private MarkdownTable goals() {
        MarkdownTable table = new MarkdownTable("goal", "wanted", "found", "met");
        List<Row> equal = rows(r -> r.kind() == Kind.EQUAL && r.load() != Load.IDLE);
        if (count(equal) > 0) {
            Share failed = share(equal, r -> r.failed().count());
            Share inconclusive = share(equal, r -> r.inconclusive().count());
            table.row("false alarms on equal programs, other CPU busy", "0", share(failed), met(failed.count() == 0));
            table.row("inconclusive on equal programs, other CPU busy", "< " + percent(INCONCLUSIVE_GOAL),
                    share(inconclusive), met(inconclusive.value() < INCONCLUSIVE_GOAL));
        }
        for (ProgramType type : ProgramType.values()) {
            Spread all = seconds(rows(r -> r.type() == type));
            if (all.count() > 0) {
                table.row("median time per verdict, " + type.label(), seconds(type.goalSeconds()) + " s",
                        seconds(all.median()) + " s", met(all.median() <= type.goalSeconds()));
                table.row("time that 95 % of the verdicts take, " + type.label(), seconds(type.goalSeconds()) + " s",
                        seconds(all.p95()) + " s", met(all.p95() <= type.goalSeconds()));
            }
            List<Row> plain = rows(r -> r.type() == type && r.kind() == Kind.SLOWER && isThreePointsAbove(r));
            if (count(plain) > 0) {
                Share found = share(plain, r -> (int) r.count("REGRESSED"));
                table.row("found 3 points above the limit, " + type.label(), percent(FOUND_GOAL), share(found),
                        met(found.value() >= FOUND_GOAL));
            }
        }
        for (PluginCost.Builds builds : report.builds()) {
            table.row("fixed cost in a module (" + builds.name() + ")", "< " + seconds(COST_GOAL_SECONDS) + " s",
                    seconds(builds.added()) + " s", met(builds.added() < COST_GOAL_SECONDS));
        }
        for (ExactCost.Costs costs : report.exactCosts()) {
            table.row("exact metrics of " + costs.programs() + " programs (" + costs.name()
                    + ") to two plain loads in C", "≤ " + seconds(EXACT_RATIO_GOAL), seconds(costs.ratio()),
                    met(costs.ratio() <= EXACT_RATIO_GOAL));
            table.row("loading and counting one program more (" + costs.name() + ")",
                    "< " + millis(EXACT_EACH_GOAL_SECONDS) + " ms", millis(costs.each().median()) + " ms",
                    met(costs.each().median() < EXACT_EACH_GOAL_SECONDS));
        }
        return table;
    }

    /** Nominally; what the increase truly is, the calibration says. */
    private static boolean isThreePointsAbove(Row row) {
        return Math.abs(row.increase() - row.limit() - POINTS_ABOVE) < 1e-9;
    }

    private MarkdownTable equal() {
        MarkdownTable table = new MarkdownTable("pair", "type", "other CPU", "limit", "gates", "failed",
                "inconclusive", "other verdicts", "median s", "p95 s", "max s", "all min", "bpftool failed",
                "bpftool median s");
        for (Row row : rows(r -> r.kind() == Kind.EQUAL && !r.gates().isEmpty())) {
            table.row(row.name(), row.type().label(), row.load().label(), percent(row.limit()), row.gates().size(),
                    share(row.failed()), share(row.inconclusive()), others(row), seconds(row.seconds().median()),
                    seconds(row.seconds().p95()), seconds(row.seconds().max()), minutes(row.totalSeconds()),
                    plain(row), seconds(row.plainSeconds().median()));
        }
        return table;
    }

    private MarkdownTable slower() {
        MarkdownTable table = new MarkdownTable("type", "nominal", "by the line", "measured", "limit", "gates", "REGRESSED",
                "INCONCLUSIVE", "PASS", "IMPROVED", "BROKEN", "failed", "median s", "p95 s", "max s", "bpftool failed",
                "bpftool median s");
        for (Row row : rows(r -> r.kind() == Kind.SLOWER && !r.gates().isEmpty())) {
            table.row(row.type().label(), signed(row.increase()),
                    signed(row.truth().expected()), effect(row.truth()), percent(row.limit()),
                    row.gates().size(), row.count("REGRESSED"), row.count("INCONCLUSIVE"), row.count("PASS"),
                    row.count("IMPROVED"), row.count(GateRun.BROKEN), share(row.failed()),
                    seconds(row.seconds().median()), seconds(row.seconds().p95()), seconds(row.seconds().max()),
                    plain(row), seconds(row.plainSeconds().median()));
        }
        return table;
    }

    private MarkdownTable times() {
        MarkdownTable table = new MarkdownTable("type", "true answer", "other CPU", "gates", "median", "p95", "max",
                "goal", "within the goal");
        for (ProgramType type : ProgramType.values()) {
            for (Kind kind : Kind.values()) {
                for (Load load : Load.values()) {
                    List<Row> rows = rows(r -> r.type() == type && r.kind() == kind && r.load() == load);
                    Spread spread = seconds(rows);
                    if (spread.count() > 0) {
                        table.row(type.label(), kind == Kind.EQUAL ? "equal" : "slower", load.label(), spread.count(),
                                seconds(spread.median()), seconds(spread.p95()), seconds(spread.max()),
                                seconds(type.goalSeconds()), share(within(rows, type)));
                    }
                }
            }
        }
        return table;
    }

    private MarkdownTable costs() {
        MarkdownTable table = new MarkdownTable("module", "builds", "with: median", "with: max", "without: median",
                "without: max", "added");
        for (PluginCost.Builds b : report.builds()) {
            table.row(b.name(), b.with().count() + " + " + b.without().count(), seconds(b.with().median()),
                    seconds(b.with().max()), seconds(b.without().median()), seconds(b.without().max()),
                    seconds(b.added()));
        }
        return table;
    }

    private MarkdownTable exactCosts() {
        MarkdownTable table = new MarkdownTable("programs", "number", "exact: median s", "exact: max s",
                "plain: median s", "plain: max s", "ratio", "first: median s", "each: median ms", "each: max ms",
                "waited");
        for (ExactCost.Costs c : report.exactCosts()) {
            table.row(c.name(), c.programs(), seconds(c.exact().median()), seconds(c.exact().max()),
                    seconds(c.plain().median()), seconds(c.plain().max()), seconds(c.ratio()),
                    seconds(c.first().median()), millis(c.each().median()), millis(c.each().max()), c.waited());
        }
        return table;
    }

    private MarkdownTable calibration() {
        MarkdownTable table = new MarkdownTable("type", "EXTRA", "net ns", "by the line", "measured ns",
                "measured", "blocks");
        for (Effect e : report.effects()) {
            table.row(e.type().label(), e.extra(), nanos(e.net()), signed(e.expected()), nanos(e.nanos()),
                    effect(e), e.blocks());
        }
        return table;
    }

    private MarkdownTable environment() {
        MarkdownTable table = new MarkdownTable("of", "is");
        report.environment().forEach(table::row);
        report.counts().forEach((name, count) -> table.row("proof." + name, count));
        report.sections().forEach((title, seconds) -> table.row("wall time: " + title, minutes(seconds) + " min"));
        return table;
    }

    private List<Row> rows(Predicate<Row> wanted) {
        return report.rows().stream().filter(wanted).toList();
    }

    private static int count(List<Row> rows) {
        return rows.stream().mapToInt(r -> r.gates().size()).sum();
    }

    private static Share share(List<Row> rows, java.util.function.ToIntFunction<Row> count) {
        return Share.of(rows.stream().mapToInt(count).sum(), count(rows));
    }

    private static Spread seconds(List<Row> rows) {
        return Row.seconds(rows.stream().flatMap(r -> r.gates().stream()).toList());
    }

    private static Share within(List<Row> rows, ProgramType type) {
        List<GateRun> gates = rows.stream().flatMap(r -> r.gates().stream()).filter(g -> !g.waited()).toList();
        return Share.of((int) gates.stream().filter(g -> g.seconds() <= type.goalSeconds()).count(), gates.size());
    }

    private static String others(Row row) {
        return row.verdicts().entrySet().stream().filter(e -> !e.getKey().equals("INCONCLUSIVE"))
                .map((Map.Entry<String, Long> e) -> e.getValue() + " " + e.getKey()).collect(Collectors.joining(", "));
    }

    private static String plain(Row row) {
        if (row.readings().isEmpty()) {
            return "no bpftool";
        }
        String broken = row.plainBroken() == 0 ? "" : ", " + row.plainBroken() + " broke";
        return share(row.plainFailed()) + broken;
    }

    private static String share(Share share) {
        return share.of() == 0 ? "–" : String.format(Locale.ROOT, "%d of %d: %s [%s, %s]", share.count(), share.of(),
                percent(share.value()), percent(share.lower()), percent(share.upper()));
    }

    private static String effect(Effect effect) {
        return String.format(Locale.ROOT, "%s [%s, %s]", signed(effect.value()), signed(effect.lower()),
                signed(effect.upper()));
    }

    private static String met(boolean met) {
        return met ? "yes" : "**no**";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String signed(double share) {
        return String.format(Locale.ROOT, "%+.1f %%", 100 * share);
    }

    private static String nanos(double nanos) {
        return String.format(Locale.ROOT, "%.2f", nanos);
    }

    private static String seconds(double seconds) {
        return Double.isNaN(seconds) ? "–" : String.format(Locale.ROOT, "%.2f", seconds);
    }

    private static String millis(double seconds) {
        return String.format(Locale.ROOT, "%.1f", seconds * 1e3);
    }

    private static String minutes(double seconds) {
        return String.format(Locale.ROOT, "%.1f", seconds / 60);
    }
}
