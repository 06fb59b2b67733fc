package io.github.bpfgate.instrument;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A program that the verifier accepts and every run of which ends.
 *
 * @param code        its bytecode
 * @param arguments   argument registers by start of function, for some of them more than the code reads
 * @param stackDepths of its functions, bytes
 */
record GeneratedProgram(byte[] code, SortedMap<Integer, Integer> arguments, List<Integer> stackDepths) {

    static final int CONTEXT_BYTES = 68;

    CodeFacts facts() {
        return new CodeFacts(arguments, Map.of(), stackDepths);
    }

    int slots() {
        return code.length / 8;
    }

    /** One slot a line, for a failing property. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("arguments " + arguments + ", stack " + stackDepths + "\n");
        for (int slot = 0; slot < slots(); slot++) {
            String bytes = HexFormat.ofDelimiter(" ").formatHex(code, slot * 8, slot * 8 + 8);
            text.append("%4d: %s%n".formatted(slot, bytes));
        }
        return text.toString();
    }
}
