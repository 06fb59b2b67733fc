package io.github.bpfgate.instrument;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Which registers hold a value where a block begins: certainly, by whatever path it is reached, or possibly, by some.
 *
 * <p>The verifier refuses to store a register that is not certainly initialised. One that is not even possibly so is
 * free, however many arguments a call behind it may take.
 */
final class Initialised {

    private final ControlFlow flow;
    private final CodeFacts facts;
    private final int[] certainly;
    private final int[] possibly;
    private boolean changed;

    private Initialised(ControlFlow flow, CodeFacts facts) {
        this.flow = flow;
        this.facts = facts;
        this.certainly = new int[flow.blocks().size()];
        this.possibly = new int[flow.blocks().size()];
        Arrays.fill(certainly, Registers.WRITABLE);
    }

    /** Follows all paths forwards until nothing changes. */
    static Initialised of(ControlFlow flow, CodeFacts facts) {
        Initialised result = new Initialised(flow, facts);
        result.enterFromKernel();
        do {
            result.changed = false;
            for (int block = 0; block < flow.blocks().size(); block++) {
                result.pass(block);
            }
        } while (result.changed);
        return result;
    }

    /** Registers that hold a value at the block's first instruction by every path. */
    int certainly(int block) {
        return certainly[block];
    }

    /** Registers that hold a value at the block's first instruction by some path. */
    int possibly(int block) {
        return possibly[block];
    }

    /**
     * The kernel gives the program its context in r1, and more where BTF says so, as to a program that replaces a
     * function. How many arguments a callback gets depends on the helper, and BTF need not tell the same.
     */
    private void enterFromKernel() {
        int context = Registers.arguments(facts.argumentsByFunctionStart().getOrDefault(0, 1));
        meet(flow.entry(0), context, Registers.of(1) | context);
        BitSet onlyCalled = new BitSet();
        BitSet addressTaken = new BitSet();
        Bytecode code = flow.code();
        for (int slot = 0; slot < code.slots(); slot = code.next(slot)) {
            if (code.at(slot).isLocalCall()) {
                onlyCalled.set(flow.functionAt(code.target(slot)));
            } else if (code.at(slot).isFunctionAddress()) {
                addressTaken.set(flow.functionAt(code.target(slot)));
            }
        }
        onlyCalled.andNot(addressTaken);
        for (int function = 1; function < flow.functionStarts().size(); function++) {
            if (!onlyCalled.get(function)) {
                meet(flow.entry(function), Registers.NONE, Registers.ARGUMENTS);
            }
        }
    }

    private void pass(int block) {
        int certain = certainly[block];
        int possible = possibly[block];
        Bytecode code = flow.code();
        BasicBlock range = flow.blocks().get(block);
        for (int slot = range.start(); slot < range.end(); slot = code.next(slot)) {
            Insn insn = code.at(slot);
            int written = insn.writes();
            if (insn.isLocalCall()) {
                int start = code.target(slot);
                int taken = Registers.arguments(
                        facts.argumentsByFunctionStart().getOrDefault(start, Registers.MOST_ARGUMENTS));
                meet(flow.blockAt(start), certain & taken, possible & Registers.ARGUMENTS);
            }
            if (written == Registers.CLOBBERED) {
                // A function without a result leaves nothing in r0 either.
                certain &= ~written;
                possible = possible & ~written | Registers.R0;
            } else {
                certain |= written;
                possible |= written;
            }
        }
        for (int successor : range.successors()) {
            meet(successor, certain, possible);
        }
    }

    private void meet(int block, int certain, int possible) {
        int nowCertain = certainly[block] & certain;
        int nowPossible = possibly[block] | possible;
        changed |= nowCertain != certainly[block] || nowPossible != possibly[block];
        certainly[block] = nowCertain;
        possibly[block] = nowPossible;
    }
}
