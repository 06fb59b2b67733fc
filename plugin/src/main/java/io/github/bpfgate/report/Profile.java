package io.github.bpfgate.report;

import java.util.List;
import java.util.Map;

/**
 * Where one benchmark's instructions go; all counts are per run, means over its packets.
 *
 * @param head     what it is, and how much it is in all
 * @param passages the whole program in the order of its instructions
 */
public record Profile(Head head, List<Passage> passages) {

    /**
     * The figures of the whole.
     *
     * @param benchmark    its name
     * @param program      the function's name
     * @param object       the file that holds it
     * @param type         the kernel's name of the program's type
     * @param packets      how many there are
     * @param inputName    what one of them is called; {@code packet}, but for programs that are run on no packet
     * @param instructions executed
     * @param least        of the means of several fresh loads; equal to {@code most} where the count is exact
     * @param most         of the means of several fresh loads
     * @param notExact     a sentence that says why they differ; null where they do not
     * @param worstPacket  the packet that takes most instructions
     * @param worstInsns   that it takes
     * @param helperCalls  by helper
     * @param coverage     share of the program's instructions that some packet reached, 0 to 1
     */
    public record Head(String benchmark, String program, String object, String type, int packets,
            String inputName, double instructions, double least, double most, String notExact, String worstPacket,
            long worstInsns, Map<String, Double> helperCalls, double coverage) {
    }

    /**
     * Instructions that follow each other and come from one source line.
     *
     * @param program  that was run, or that it tail-called
     * @param function that holds them
     * @param file     as the compiler was given it; empty where the object does not tell
     * @param line     from 1 on; 0 where the object does not tell
     * @param text     of the line, with its indentation
     * @param insns    at least one
     */
    public record Passage(String program, String function, String file, int line, String text, List<Insn> insns) {
    }

    /**
     * @param slot       where it begins, as the verifier's log counts
     * @param executions per run
     * @param text       as {@code llvm-objdump} writes it
     * @param target     whether a jump leads here
     */
    public record Insn(int slot, double executions, String text, boolean target) {
    }

    /** All instructions executed. */
    double total() {
        return passages.stream().mapToDouble(Profile::instructions).sum();
    }

    static double instructions(Passage passage) {
        return passage.insns().stream().mapToDouble(Insn::executions).sum();
    }
}
