package io.github.bpfgate.report;

import static io.github.bpfgate.report.ProfileCells.GAP;

import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.report.Profile.Head;
import io.github.bpfgate.report.Profile.Insn;
import io.github.bpfgate.report.Profile.Passage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A profile as annotated source, for the console: below 120 columns. */
public final class ProfileText {

    /** What comes first. */
    public enum Order {
        /** The lines that take most instructions. */
        HOT,
        /** The first lines of a file. */
        SOURCE
    }

    private static final int BAR = 12;
    private static final int LABEL = 22;
    private static final int LONGEST_PLACE = 30;
    private static final String TAB = "    ";

    private final Profile profile;
    private final Order order;

    private ProfileText(Profile profile, Order order) {
        this.profile = profile;
        this.order = order;
    }

    private record Place(String file, String function) {
    }

    private record Line(Place place, int line, String text, double executions, double instructions) {

        static Line of(Passage passage) {
            return new Line(new Place(passage.file(), passage.function()), passage.line(), passage.text(),
                    passage.insns().stream().mapToDouble(Insn::executions).max().orElse(0),
                    Profile.instructions(passage));
        }

        Line plus(Line other) {
            return new Line(place, line, text, Math.max(executions, other.executions),
                    instructions + other.instructions);
        }
    }

    /** What was run, and its figures in all. */
    public static List<String> head(Profile profile) {
        Head head = profile.head();
        List<String> lines = new ArrayList<>(wrapped("", head.benchmark() + ": " + head.type() + " program "
                + head.program() + " of " + head.object() + ", " + packets(head)));
        lines.addAll(wrapped("instructions per run", MetricName.INSTRUCTIONS.shown(head.instructions())
                + (head.packets() == 1 ? "" : ", at worst " + head.worstInsns() + " (" + head.inputName() + " "
                + head.worstPacket() + ")")));
        if (head.notExact() != null) {
            lines.addAll(wrapped("not exact", MetricName.INSTRUCTIONS.shown(head.least(), head.most()) + " to "
                    + MetricName.INSTRUCTIONS.shown(head.most(), head.least()) + ". " + head.notExact()));
        }
        lines.addAll(wrapped("coverage", MetricName.COVERAGE.shown(head.coverage())));
        lines.addAll(wrapped("helper calls per run", head.helperCalls().isEmpty() ? "none"
                : head.helperCalls().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(e -> e.getKey() + " " + MetricName.HELPER_CALLS.shown(e.getValue()))
                .collect(Collectors.joining(", "))));
        return lines;
    }

    private static String packets(Head head) {
        return head.packets() == 1 ? head.inputName() + " " + head.worstPacket()
                : head.packets() + " " + head.inputName() + "s";
    }

    /** A label and what belongs to it, on as many lines as that takes. */
    private static List<String> wrapped(String label, String text) {
        String indent = label.isEmpty() ? "" : " ".repeat(LABEL);
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(label + " ".repeat(Math.max(0, indent.length() - label.length())));
        int empty = line.length();
        for (String word : DisplayText.printable(text).split(" ")) {
            if (line.length() > empty
                    && DisplayText.columns(line.toString()) + 1 + DisplayText.columns(word) > TextTable.WIDEST) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
            }
            line.append(line.length() > empty ? " " : "")
                    .append(DisplayText.shortened(word, TextTable.WIDEST - empty));
        }
        lines.add(line.toString());
        return lines;
    }

    /** The source lines that have instructions, those of each file and function below each other. */
    public static List<String> lines(Profile profile, Order order) {
        return new ProfileText(profile, order).lines();
    }

    private List<String> lines() {
        Map<List<Object>, Line> lines = new LinkedHashMap<>();
        profile.passages().stream().map(Line::of)
                .forEach(line -> lines.merge(List.of(line.place(), line.line()), line, Line::plus));
        ProfileCells cells = new ProfileCells(BAR, profile.total(),
                lines.values().stream().mapToDouble(Line::instructions).max().orElse(0));
        int places = Math.min(LONGEST_PLACE,
                lines.values().stream().mapToInt(line -> DisplayText.columns(place(line))).max().orElse(0));
        List<String> text = new ArrayList<>(List.of(cells.header(true).stripTrailing()));
        for (List<Line> group : groups(lines.values().stream().toList())) {
            text.add(heading(group, cells));
            group.forEach(line -> text.add(row(line, cells, places)));
        }
        return text;
    }

    private List<List<Line>> groups(List<Line> lines) {
        Comparator<Line> hottest = Comparator.comparing(Line::instructions).reversed();
        Comparator<Line> first = Comparator.comparing(Line::line);
        Comparator<Line> inGroup = order == Order.HOT ? hottest.thenComparing(first) : first;
        List<List<Line>> groups = new ArrayList<>(lines.stream()
                .collect(Collectors.groupingBy(Line::place, LinkedHashMap::new, Collectors.toList())).values().stream()
                .map(group -> group.stream().sorted(inGroup).toList()).toList());
        if (order == Order.HOT) {
            groups.sort(Comparator.comparing(group -> group.get(0), hottest));
        } else {
            List<String> files = lines.stream().map(line -> line.place().file()).distinct().toList();
            groups.sort(Comparator.comparing(group -> files.indexOf(group.get(0).place().file())));
        }
        return groups;
    }

    private static String heading(List<Line> group, ProfileCells cells) {
        Place place = group.get(0).place();
        double instructions = group.stream().mapToDouble(Line::instructions).sum();
        return shortened((place.file().isEmpty() ? "no source lines known (clang -g notes them)"
                : place.file().replaceFirst("^\\./", "")) + ", in "
                + place.function() + ": " + (instructions == 0 ? "never reached"
                : cells.share(instructions) + ", " + ProfileCells.figure(instructions) + " insns per run"));
    }

    private String row(Line line, ProfileCells cells, int places) {
        String place = DisplayText.shortened(place(line), places);
        String source = order == Order.HOT ? line.text().strip().replaceAll("\\s+", " ")
                : line.text().replace("\t", TAB);
        return shortened(ProfileCells.executions(line.executions()) + GAP
                + ProfileCells.instructions(line.instructions()) + GAP + cells.shareAndBar(line.instructions()) + GAP
                + place + " ".repeat(places - DisplayText.columns(place)) + GAP + source).stripTrailing();
    }

    private static String place(Line line) {
        return line.place().file().isEmpty() ? "" : place(line.place().file(), line.line());
    }

    /** The file without its folders, and the line. */
    static String place(String file, int line) {
        return DisplayText.printable(file.substring(file.lastIndexOf('/') + 1)) + ":" + line;
    }

    /** Fit for a terminal. */
    static String shortened(String text) {
        return DisplayText.shortened(DisplayText.printable(text), TextTable.WIDEST);
    }
}
