package io.github.bpfgate.instrument;

/** Which registers hold, where a block begins, a value that may still be read. */
final class Liveness {

    private final ControlFlow flow;
    private final CodeFacts facts;
    private final int[] atStart;

    private Liveness(ControlFlow flow, CodeFacts facts) {
        this.flow = flow;
        this.facts = facts;
        this.atStart = new int[flow.blocks().size()];
    }

    /** Follows all paths backwards, into called functions too, until nothing changes. */
    static Liveness of(ControlFlow flow, CodeFacts facts) {
        Liveness result = new Liveness(flow, facts);
        boolean changed;
        do {
            changed = false;
            for (int block = flow.blocks().size() - 1; block >= 0; block--) {
                int before = result.atStart[block];
                result.atStart[block] = result.pass(flow.blocks().get(block));
                changed |= result.atStart[block] != before;
            }
        } while (changed);
        return result;
    }

    /** Registers whose value at the block's first instruction may be read, or is read by the verifier. */
    int atStart(int block) {
        return atStart[block];
    }

    private int pass(BasicBlock block) {
        int live = Registers.NONE;
        for (int successor : block.successors()) {
            live |= atStart[successor];
        }
        Bytecode code = flow.code();
        for (int slot = block.end() - 1; slot >= block.start(); slot--) {
            if (code.isInstruction(slot)) {
                Insn insn = code.at(slot);
                live = live & ~insn.writes() | insn.reads() | (insn.isCall() ? arguments(slot) : Registers.NONE);
            }
        }
        return live;
    }

    /** What a call reads: all that its prototype names, and of a function of the program also what its code reads. */
    private int arguments(int slot) {
        Bytecode code = flow.code();
        Insn insn = code.at(slot);
        if (insn.isHelperCall()) {
            return Registers.arguments(HelperFacts.arguments(insn.imm()));
        }
        if (insn.isLocalCall()) {
            int start = code.target(slot);
            return Registers.arguments(facts.argumentsByFunctionStart().getOrDefault(start, 0))
                    | atStart[flow.blockAt(start)] & Registers.ARGUMENTS;
        }
        Kfunc kfunc = facts.kfuncsByCall().get(slot);
        return kfunc == null ? Registers.ARGUMENTS : Registers.arguments(kfunc.arguments());
    }
}
