package io.github.bpfgate.report;

import io.github.bpfgate.baseline.Environment;
import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code report.md}, in GitHub Flavored Markdown: the tables of the console, and the reasons of what needs attention
 * below them.
 */
public final class MarkdownReport implements ReportFormat {

    @Override
    public String fileName() {
        return "report.md";
    }

    @Override
    public String render(ReportInput input) {
        return tables(input) + input.judged().benchmarks().stream().filter(MarkdownReport::needsAttention)
                .map(MarkdownReport::reasons).collect(Collectors.joining());
    }

    /** The head and the tables alone, which is shorter. */
    public String tables(ReportInput input) {
        Stream<String> tables = ConsoleTable.tables(input.judged()).stream().map(TextTable::markdown);
        Stream<String> others = OnlyLoaded.of(input.judged()).lines().stream().map(line -> MarkdownText.of(line) + "\n");
        return summary(input) + Stream.concat(tables, others).map(part -> "\n" + part).collect(Collectors.joining());
    }

    /** The head alone: what was judged where, and how often each verdict was given. */
    public String summary(ReportInput input) {
        Map<Verdict, Long> verdicts = input.judged().benchmarks().stream().collect(Collectors.groupingBy(
                BenchmarkResult::verdict, () -> new EnumMap<>(Verdict.class), Collectors.counting()));
        String counted = verdicts.isEmpty() ? "no benchmark" : verdicts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + MarkdownText.of(entry.getKey().toString()))
                .collect(Collectors.joining(", "));
        Environment environment = input.judged().environment();
        return "## bpfgate: " + MarkdownText.of(input.module()) + "\n\n" + counted + ", on "
                + Stream.of("Linux " + environment.kernel(), environment.cpu())
                        .filter(text -> text != null && !text.isBlank()).map(MarkdownText::of)
                        .collect(Collectors.joining(", ")) + "\n";
    }

    private static boolean needsAttention(BenchmarkResult result) {
        return result.verdict() != Verdict.UNCHANGED && result.verdict() != Verdict.PASS
                && !(result.onlyLoaded() && result.verdict() == Verdict.UNSUPPORTED);
    }

    private static String reasons(BenchmarkResult result) {
        List<String> blamed = BlamedLines.of(result);
        return "\n**" + MarkdownText.of(result.name()) + "** " + MarkdownText.of(Cells.verdict(result)) + "\n\n"
                + Stream.concat(result.reasons().stream(), result.notes().stream()).distinct()
                        .map(reason -> "- " + MarkdownText.of(reason) + "\n").collect(Collectors.joining())
                + (blamed.isEmpty() ? "" : "\n" + MarkdownText.fenced(blamed));
    }
}
