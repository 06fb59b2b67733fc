package io.github.bpfgate.report;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.LineResult;
import io.github.bpfgate.gate.MetricName;
import java.util.List;
import java.util.stream.IntStream;

/** The source lines whose instructions grew, as a person reads them below a verdict. */
public final class BlamedLines {

    /** What they are indented by. */
    public static final String INDENT = "  ";

    /** Maven's {@code [WARNING]} is longer than the {@code [INFO]} before tables. */
    private static final int WIDEST = TextTable.WIDEST - 3;
    private static final int MOST = 3;
    private static final int LONGEST_PLACE = 40;
    private static final String BEFORE_TEXT = "  ";
    private static final String BEFORE_GROWTH = "   ";

    private BlamedLines() {
    }

    /**
     * The worst of them, most first, such as {@code fun_xdp.bpf.c:23  while (b < n) {   3 → 55 instructions per run}.
     *
     * @return at most three, aligned, below 120 columns with their indentation; empty if no line grew
     */
    public static List<String> of(BenchmarkResult result) {
        List<LineResult> worst = result.counts() == null ? List.of()
                : result.counts().blamed().stream().limit(MOST).toList();
        List<String> growths = worst.stream().map(BlamedLines::growth).toList();
        List<String> places = aligned(worst.stream().map(BlamedLines::place).toList(), LONGEST_PLACE);
        List<String> texts = aligned(worst.stream().map(BlamedLines::text).toList(), WIDEST - INDENT.length()
                - widest(places) - BEFORE_TEXT.length() - BEFORE_GROWTH.length() - widest(growths));
        return IntStream.range(0, worst.size()).mapToObj(i -> INDENT + places.get(i) + BEFORE_TEXT + texts.get(i)
                + BEFORE_GROWTH + growths.get(i)).toList();
    }

    private static String place(LineResult line) {
        return DisplayText.printable(line.fileName()) + ":" + line.line();
    }

    private static String text(LineResult line) {
        return DisplayText.printable(line.text().strip().replaceAll("\\s+", " "));
    }

    private static String growth(LineResult line) {
        double before = line.baselineInstructions();
        return MetricName.INSTRUCTIONS.shown(before, line.instructions()) + " → "
                + MetricName.INSTRUCTIONS.shown(line.instructions(), before) + " instructions per run";
    }

    private static List<String> aligned(List<String> texts, int most) {
        List<String> cut = texts.stream().map(text -> DisplayText.shortened(text, most)).toList();
        int width = widest(cut);
        return cut.stream().map(text -> text + " ".repeat(width - DisplayText.columns(text))).toList();
    }

    private static int widest(List<String> texts) {
        return texts.stream().mapToInt(DisplayText::columns).max().orElse(0);
    }
}
