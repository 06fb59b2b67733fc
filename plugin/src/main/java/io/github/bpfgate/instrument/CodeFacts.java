package io.github.bpfgate.instrument;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the bytecode alone does not tell about a program. Each part may be empty where it is not known.
 *
 * @param argumentsByFunctionStart for every function that BTF knows, the slot of its first instruction and how many
 *                                 argument registers it takes, 0 to 5
 * @param kfuncsByCall             for calls of kernel functions, the slot of the call and the function
 * @param stackDepths              stack use of the functions in order of their start, bytes, as the verifier prints it
 *                                 ({@code stack depth A+B+C})
 */
public record CodeFacts(SortedMap<Integer, Integer> argumentsByFunctionStart, Map<Integer, Kfunc> kfuncsByCall,
        List<Integer> stackDepths) {

    /** Nothing is known. */
    public static final CodeFacts NONE = new CodeFacts(Collections.emptySortedMap(), Map.of(), List.of());

    /**
     * Copies all three.
     *
     * @throws IllegalArgumentException if a number of arguments or a stack depth is impossible
     */
    public CodeFacts {
        argumentsByFunctionStart = Collections.unmodifiableSortedMap(new TreeMap<>(argumentsByFunctionStart));
        kfuncsByCall = Map.copyOf(kfuncsByCall);
        stackDepths = List.copyOf(stackDepths);
        argumentsByFunctionStart.forEach((slot, arguments) -> {
            if (arguments < 0 || arguments > Registers.MOST_ARGUMENTS) {
                throw new IllegalArgumentException(
                        "the function at instruction " + slot + " cannot take " + arguments + " arguments");
            }
        });
        if (stackDepths.stream().anyMatch(depth -> depth < 0)) {
            throw new IllegalArgumentException("a stack depth is below 0: " + stackDepths);
        }
    }
}
