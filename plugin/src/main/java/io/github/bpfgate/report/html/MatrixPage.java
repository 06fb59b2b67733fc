package io.github.bpfgate.report.html;

import io.github.bpfgate.baseline.Environment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Benchmarks by environment, over modules and machines.
 *
 * @param title        of what it is about
 * @param headline     what to know first
 * @param counts       measurements by verdict, the gravest first
 * @param environments the columns
 * @param rows         one for each benchmark of a module, the gravest first
 * @param sources      the files, each with its page
 */
public record MatrixPage(String title, String headline, Map<VerdictView, Integer> counts, List<Column> environments,
        List<Row> rows, List<SourceFile> sources) {

    /**
     * What one file holds.
     *
     * @param module      whose results they are; empty if that is not known
     * @param file        as it is told
     * @param environment where it was measured
     * @param page        its own page
     * @param href        of that page, as seen from this one
     */
    public record Source(String module, String file, Environment environment, ReportPage page, String href) {
    }

    /**
     * An environment.
     *
     * @param label in a few words
     * @param about label by label
     */
    public record Column(String label, Map<String, String> about) {
    }

    /**
     * A benchmark.
     *
     * @param module its module; empty if that is not known
     * @param name   its own
     * @param cells  one for each environment; empty where it was not measured
     */
    public record Row(String module, String name, List<Cell> cells) {

        int rank() {
            return cells.stream().filter(Objects::nonNull).mapToInt(cell -> cell.verdict().rank()).min().orElseThrow();
        }
    }

    /** A benchmark in an environment, with the place that tells all of it. */
    public record Cell(VerdictView verdict, String value, String change, String href) {

        static Cell of(BenchmarkView benchmark, String page) {
            return new Cell(benchmark.verdict(),
                    benchmark.time().map(time -> time.value() + " ns").or(() -> benchmark.instructions()
                            .map(row -> row.value() + " insns")).orElse(""),
                    benchmark.time().map(TimeView::change).or(() -> benchmark.instructions().map(ExactRow::change))
                            .orElse(""), page + "#" + benchmark.id());
        }
    }

    /** A file, and where its page is. */
    public record SourceFile(String file, String module, String environment, String href) {
    }

    private record Key(String module, String benchmark) {
    }

    /** The page of some files; each of them has its own page too. */
    public static MatrixPage of(String title, List<Source> sources) {
        List<Environment> environments = sources.stream().map(source -> alike(source.environment())).distinct()
                .toList();
        Map<Key, Row> rows = new LinkedHashMap<>();
        Map<VerdictView, Integer> counts = new LinkedHashMap<>();
        for (Source source : sources) {
            int column = environments.indexOf(alike(source.environment()));
            for (BenchmarkView benchmark : source.page().benchmarks()) {
                rows.computeIfAbsent(new Key(source.module(), benchmark.name()),
                                key -> new Row(Shown.text(key.module()), key.benchmark(),
                                        new ArrayList<>(Collections.nCopies(environments.size(), null))))
                        .cells().set(column, Cell.of(benchmark, source.href()));
                counts.merge(benchmark.verdict(), 1, Integer::sum);
            }
        }
        List<Column> columns = environments.stream().map(environment -> new Column(label(environment, environments),
                ReportPage.about(environment))).toList();
        return new MatrixPage(Shown.text(title), headline(rows.size(), environments.size(), counts), sorted(counts),
                columns, rows.values().stream().sorted(Comparator.comparing(Row::rank)).toList(),
                sources.stream().map(source -> new SourceFile(Shown.text(source.file()), Shown.text(source.module()),
                        columns.get(environments.indexOf(alike(source.environment()))).label(), source.href()))
                        .toList());
    }

    /** Whether two were measured in what is one column: all but the load of the build. */
    public static boolean isOneEnvironment(Environment one, Environment other) {
        return alike(one).equals(alike(other));
    }

    private static Environment alike(Environment e) {
        return new Environment(e.kernel(), e.cpu(), e.jit(), e.jitHarden(), e.mitigations(), e.clang(), e.libbpf(),
                e.virtualization(), 1);
    }

    /** The machine, and what else it takes to tell two columns apart. */
    private static String label(Environment environment, List<Environment> all) {
        StringBuilder label = new StringBuilder(environment.describe());
        List<Environment> alike = all.stream().filter(e -> e.describe().equals(environment.describe())).toList();
        if (alike.size() > 1) {
            Map<String, String> about = ReportPage.about(environment);
            about.keySet().removeAll(List.of("CPU", "kernel"));
            about.forEach((name, value) -> {
                if (alike.stream().anyMatch(e -> !value.equals(ReportPage.about(e).get(name)))) {
                    label.append(", ").append(value.startsWith(name) ? value : name + " " + value);
                }
            });
        }
        return Shown.text(label.toString());
    }

    private static String headline(int benchmarks, int environments, Map<VerdictView, Integer> counts) {
        int bad = counts.entrySet().stream().filter(entry -> entry.getKey().tone().equals("bad"))
                .mapToInt(Map.Entry::getValue).sum();
        String size = benchmarks + (benchmarks == 1 ? " benchmark" : " benchmarks") + " in " + environments
                + (environments == 1 ? " environment" : " environments");
        return bad == 0 ? size : size + ", " + bad + (bad == 1 ? " result" : " results") + " did not pass";
    }

    private static Map<VerdictView, Integer> sorted(Map<VerdictView, Integer> counts) {
        Map<VerdictView, Integer> sorted = new LinkedHashMap<>();
        counts.entrySet().stream().sorted(Comparator.comparing(entry -> entry.getKey().rank()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }
}
