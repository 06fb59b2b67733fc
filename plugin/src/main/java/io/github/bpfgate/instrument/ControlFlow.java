package io.github.bpfgate.instrument;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The functions of a program, their basic blocks, and which block may follow which. */
final class ControlFlow {

    /** The verifier lets no callback call it, so only calls of the program's own functions may not return. */
    private static final String THROW = "bpf_throw";

    private final Bytecode code;
    private final CodeFacts facts;
    private final List<Integer> functionStarts;
    private final boolean throwing;
    private final int[] blockAt;
    private final List<BasicBlock> blocks;

    private ControlFlow(Bytecode code, CodeFacts facts) throws CannotCountException {
        this.code = code;
        this.facts = facts;
        this.throwing = facts.kfuncsByCall().values().stream().anyMatch(ControlFlow::isThrow);
        this.functionStarts = starts();
        requireJumpsWithinFunctions();
        BitSet leaders = leaders();
        this.blockAt = number(leaders);
        this.blocks = blocks(leaders);
    }

    /**
     * Cuts a program into blocks.
     *
     * @throws CannotCountException if a jump or call does not lead to an instruction where it may lead
     */
    static ControlFlow of(Bytecode code, CodeFacts facts) throws CannotCountException {
        return new ControlFlow(code, facts);
    }

    private List<Integer> starts() throws CannotCountException {
        SortedSet<Integer> starts = new TreeSet<>(code.functionStarts());
        starts.addAll(facts.argumentsByFunctionStart().keySet());
        for (int start : starts) {
            if (!code.isInstruction(start)) {
                throw new CannotCountException(
                        "A function is said to begin at " + start + ", where no instruction is.");
            }
        }
        return List.copyOf(starts);
    }

    private void requireJumpsWithinFunctions() throws CannotCountException {
        for (int slot = 0; slot < code.slots(); slot = code.next(slot)) {
            if (code.at(slot).isJump()) {
                int target = code.target(slot);
                if (!code.isInstruction(target) || functionAt(target) != functionAt(slot)) {
                    throw new CannotCountException("Instruction " + slot + " jumps to " + target
                            + ", where no instruction of its function is.");
                }
            }
        }
    }

    private BitSet leaders() {
        BitSet leaders = new BitSet(code.slots() + 1);
        functionStarts.forEach(leaders::set);
        for (int slot = 0; slot < code.slots(); slot = code.next(slot)) {
            Insn insn = code.at(slot);
            if (insn.isJump()) {
                leaders.set(code.target(slot));
            }
            if (insn.isJump() || insn.isExit() || mayLeave(insn) || throwing && insn.isLocalCall()
                    || isThrow(facts.kfuncsByCall().get(slot))) {
                leaders.set(code.next(slot));
            }
        }
        leaders.clear(code.slots());
        return leaders;
    }

    private static boolean isThrow(Kfunc kfunc) {
        return kfunc != null && kfunc.name().equals(THROW);
    }

    /** Whether the function may end with this instruction, or go on with the next. */
    private static boolean mayLeave(Insn insn) {
        return insn.isTailCall() || insn.isPacketLoad();
    }

    private int[] number(BitSet leaders) {
        int[] numbers = new int[code.slots()];
        int block = -1;
        for (int slot = 0; slot < numbers.length; slot++) {
            if (leaders.get(slot)) {
                block++;
            }
            numbers[slot] = block;
        }
        return numbers;
    }

    private List<BasicBlock> blocks(BitSet leaders) {
        List<BasicBlock> result = new ArrayList<>(leaders.cardinality());
        int start = 0;
        for (int slot = 0; slot < code.slots(); slot = code.next(slot)) {
            if (leaders.get(slot)) {
                start = slot;
            }
            int next = code.next(slot);
            if (next == code.slots() || leaders.get(next)) {
                result.add(block(start, slot, next));
            }
        }
        return List.copyOf(result);
    }

    private BasicBlock block(int start, int last, int end) {
        Insn insn = code.at(last);
        SortedSet<Integer> successors = new TreeSet<>();
        if (insn.isJump()) {
            successors.add(blockAt[code.target(last)]);
        }
        boolean goesOn = !insn.isUnconditionalJump() && !insn.isExit();
        // Behind its function's last instruction goes on only what the verifier knows never to: a call that throws.
        boolean staysInside = goesOn && end < code.slots() && functionAt(end) == functionAt(start);
        if (staysInside) {
            successors.add(blockAt[end]);
        }
        boolean leaves = insn.isExit() || mayLeave(insn) || goesOn && !staysInside;
        return new BasicBlock(functionAt(start), start, end, List.copyOf(successors), leaves);
    }

    Bytecode code() {
        return code;
    }

    /** In order of their slots. */
    List<BasicBlock> blocks() {
        return blocks;
    }

    /** In order; functions lie one behind the other. */
    List<Integer> functionStarts() {
        return functionStarts;
    }

    /** Index of the block that the slot belongs to. */
    int blockAt(int slot) {
        return blockAt[slot];
    }

    /** Index of the block that the function begins with. */
    int entry(int function) {
        return blockAt[functionStarts.get(function)];
    }

    /** Index of the function that the slot belongs to. */
    int functionAt(int slot) {
        int found = Collections.binarySearch(functionStarts, slot);
        return found >= 0 ? found : -found - 2;
    }

    /** The helper or kernel function that the instruction at a slot calls, if it calls one. */
    Optional<String> calledAt(int slot) {
        Insn insn = code.at(slot);
        if (insn.isKfuncCall()) {
            Kfunc kfunc = facts.kfuncsByCall().get(slot);
            return Optional.of(kfunc == null ? "kernel function " + insn.imm() : kfunc.name());
        }
        return insn.isHelperCall() ? Optional.of(HelperFacts.name(insn.imm())) : Optional.empty();
    }

    /** Whether functions may end with a call of another, because the program throws exceptions. */
    boolean isThrowing() {
        return throwing;
    }
}
