package io.github.bpfgate.libbpf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The verifier's log of a rejected program, cut to what a person needs: the complaint and the source line.
 *
 * @param sourceLine the C line the verifier was at, with {@code file:line} where the kernel gives it (6.9 and later)
 * @param complaint  the last lines before the statistics: the instruction and what is wrong with it
 */
public record VerifierLog(Optional<String> sourceLine, List<String> complaint) {

    private static final Pattern STATISTICS = Pattern.compile("^(processed \\d+ insns|verification time|stack depth).*");
    private static final Pattern SOURCE = Pattern.compile("^; (.*?)(?: @ (\\S+:\\d+))?$");
    private static final Pattern INSTRUCTION = Pattern.compile("^\\d+: (\\(|R\\d|frame).*");
    private static final Pattern STATE = Pattern.compile("^(from \\d+ to \\d+|frame\\d+|mark_precise|last_idx|regs=|R\\d+=).*");
    private static final int LONGEST_COMPLAINT = 4;

    /** Cuts the log; an empty log gives an empty complaint. */
    public static VerifierLog of(String log) {
        List<String> complaint = new ArrayList<>();
        Optional<String> source = Optional.empty();
        List<String> lines = log.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        boolean instructionSeen = false;
        for (int i = lines.size() - 1; i >= 0 && source.isEmpty(); i--) {
            String line = lines.get(i);
            Matcher matcher = SOURCE.matcher(line);
            if (matcher.matches()) {
                source = Optional.of(matcher.group(1) + (matcher.group(2) == null ? "" : "  (" + matcher.group(2) + ")"));
            } else if (!instructionSeen && isComplaint(line) && complaint.size() < LONGEST_COMPLAINT) {
                complaint.add(0, line);
                instructionSeen = INSTRUCTION.matcher(line).matches();
            }
        }
        return new VerifierLog(source, List.copyOf(complaint));
    }

    private static boolean isComplaint(String line) {
        return !STATISTICS.matcher(line).matches() && !STATE.matcher(line).matches();
    }

    /** The complaint in one line, then the source line on the next. */
    @Override
    public String toString() {
        String text = String.join("; ", complaint);
        return sourceLine.map(s -> text + System.lineSeparator() + "    at " + s).orElse(text);
    }
}
