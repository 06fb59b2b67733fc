package io.github.bpfgate.report;

import static io.github.bpfgate.report.ProfileCells.GAP;

import io.github.bpfgate.report.Profile.Insn;
import io.github.bpfgate.report.Profile.Passage;
import java.util.ArrayList;
import java.util.List;

/** A profile as annotated bytecode, for the console: instructions below the source line they come from. */
public final class ListingText {

    private static final int BAR = 8;
    private static final int SLOT = 6;
    private static final String INSN_INDENT = "    ";

    private ListingText() {
    }

    /** In the order of the program, its functions one after the other; below 120 columns. */
    public static List<String> lines(Profile profile) {
        ProfileCells cells = new ProfileCells(BAR, profile.total(), profile.passages().stream()
                .flatMap(passage -> passage.insns().stream()).mapToDouble(Insn::executions).max().orElse(0));
        boolean tailCalls = profile.passages().stream().map(Passage::program).distinct().count() > 1;
        String header = cells.header(false) + ProfileCells.right("slot", SLOT);
        List<String> text = new ArrayList<>(List.of(header));
        String left = " ".repeat(header.length()) + GAP;
        String before = "";
        for (Passage passage : profile.passages()) {
            String function = passage.function() + (tailCalls ? " (program " + passage.program() + ")" : "") + ":";
            if (!function.equals(before)) {
                text.add(ProfileText.shortened(left + function));
                before = function;
            }
            for (Insn insn : passage.insns()) {
                if (insn.target()) {
                    text.add(left + "L" + insn.slot() + ":");
                }
                if (insn == passage.insns().get(0) && !passage.file().isEmpty()) {
                    text.add(ProfileText.shortened(left + "; " + ProfileText.place(passage.file(), passage.line()) + GAP
                            + passage.text().strip().replaceAll("\\s+", " ")));
                }
                text.add(ProfileText.shortened(ProfileCells.executions(insn.executions()) + GAP
                        + cells.shareAndBar(insn.executions())
                        + ProfileCells.right(Integer.toString(insn.slot()), SLOT) + GAP + INSN_INDENT + insn.text()));
            }
        }
        return text;
    }
}
