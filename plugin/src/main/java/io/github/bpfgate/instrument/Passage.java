package io.github.bpfgate.instrument;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Instructions that follow each other in a program and come from one source line.
 *
 * @param program  the program's name
 * @param function that holds them
 * @param file     as the compiler was given it; empty where the object does not tell
 * @param line     from 1 on; 0 where the object does not tell
 * @param text     of the line, with its indentation
 * @param insns    at least one
 */
public record Passage(String program, String function, String file, int line, String text, List<ListedInsn> insns) {

    private static final SourceLine UNKNOWN = new SourceLine("", 0, "", "");

    /**
     * Lists a whole program, in the order of its instructions.
     *
     * @param runs of the program that were counted, at least 1
     */
    public static List<Passage> of(String program, ProgramMap map, InsnCounts counts, long runs) {
        Bytecode code = counts.code();
        Disassembler disassembler = new Disassembler(code, map.references());
        Set<Integer> targets = jumpTargets(code);
        List<Passage> passages = new ArrayList<>();
        for (ProgramFunction function : map.functions()) {
            Optional<SourceLine> before = Optional.empty();
            List<ListedInsn> insns = null;
            for (int slot = function.start(); slot < function.end(); slot = code.next(slot)) {
                Optional<SourceLine> here = map.line(slot);
                if (insns == null || !here.equals(before)) {
                    insns = new ArrayList<>();
                    SourceLine line = here.orElse(UNKNOWN);
                    passages.add(new Passage(program, function.name(), line.file(), line.line(), line.text(), insns));
                    before = here;
                }
                insns.add(new ListedInsn(slot, (double) counts.at(slot) / runs, disassembler.text(slot),
                        targets.contains(slot)));
            }
        }
        return passages;
    }

    private static Set<Integer> jumpTargets(Bytecode code) {
        Set<Integer> targets = new HashSet<>();
        for (int slot = 0; slot < code.slots(); slot = code.next(slot)) {
            if (code.at(slot).isJump()) {
                targets.add(code.target(slot));
            }
        }
        return targets;
    }
}
