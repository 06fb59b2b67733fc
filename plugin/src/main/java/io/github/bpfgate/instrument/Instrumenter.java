package io.github.bpfgate.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes the twin of a program: the same instructions, with counters before its basic blocks.
 *
 * <p>The twin does what the program does. It takes more stack only where all registers are in use, and one more map.
 */
public final class Instrumenter {

    private static final int UNKNOWN = -1;
    /** The kernel's {@code MAX_USED_MAPS} (linux/bpf_verifier.h). */
    private static final int MOST_MAPS = 64;

    private final ControlFlow flow;
    private final CodeFacts facts;
    private final CounterPlan plan;
    private final Counter[] counters;
    private final Layout layout;

    private Instrumenter(ControlFlow flow, CodeFacts facts, CounterPlan plan) throws CannotCountException {
        this.flow = flow;
        this.facts = facts;
        this.plan = plan;
        this.counters = counters();
        this.layout = new Layout(flow.code(), counterSlots());
    }

    /**
     * Makes the twin.
     *
     * @param insns              the program as libbpf hands it to the kernel, with the functions it calls
     * @param facts              what else is known of it
     * @param choice             which blocks get a counter; a program that throws exceptions gets one in each anyway
     * @throws CannotCountException if its instructions cannot be counted; the message is a sentence
     */
    public static InstrumentedProgram instrument(byte[] insns, CodeFacts facts, CounterChoice choice)
            throws CannotCountException {
        Bytecode code = Bytecode.parse(insns);
        if (code.maps() >= MOST_MAPS) {
            throw new CannotCountException("The program uses " + code.maps()
                    + " maps, as many as one may use: none is left to count in.");
        }
        ControlFlow flow = ControlFlow.of(code, facts);
        CounterPlan plan = choice == CounterChoice.FEWEST ? CounterPlan.fewest(flow) : CounterPlan.everyBlock(flow);
        return new InstrumentedProgram(new Instrumenter(flow, facts, plan));
    }

    private int[] counterSlots() {
        int[] counterSlots = new int[flow.code().slots()];
        for (int block = 0; block < counters.length; block++) {
            if (plan.isCounted(block)) {
                counterSlots[flow.blocks().get(block).start()] = counters[block].slots();
            }
        }
        return counterSlots;
    }

    ControlFlow flow() {
        return flow;
    }

    CounterPlan plan() {
        return plan;
    }

    Layout layout() {
        return layout;
    }

    private Counter[] counters() throws CannotCountException {
        Initialised initialised = Initialised.of(flow, facts);
        Liveness liveness = Liveness.of(flow, facts);
        Counter[] found = new Counter[flow.blocks().size()];
        for (int block = 0; block < found.length; block++) {
            if (plan.isCounted(block)) {
                found[block] = Counter.at(flow.blocks().get(block).start(),
                        liveness.atStart(block) & initialised.possibly(block), initialised.certainly(block),
                        stackDepth(flow.blocks().get(block).function()));
            }
        }
        return found;
    }

    /** The verifier prints no depth for functions that it removes, and then it does not tell which these are. */
    private int stackDepth(int function) {
        List<Integer> depths = facts.stackDepths();
        return depths.size() == flow.functionStarts().size() ? depths.get(function)
                : depths.stream().max(Integer::compare).orElse(UNKNOWN);
    }

    byte[] emit(int mapFd, int firstOffset, Map<Integer, Integer> otherMaps) {
        Bytecode code = flow.code();
        List<Insn> twin = new ArrayList<>(code.slots());
        for (int block = 0; block < counters.length; block++) {
            if (plan.isCounted(block)) {
                counters[block].emit(mapFd, firstOffset + Long.BYTES * plan.counterOf(block), twin);
            }
            BasicBlock range = flow.blocks().get(block);
            for (int slot = range.start(); slot < range.end(); slot++) {
                emit(slot, otherMaps, twin);
            }
        }
        return Bytecode.serialise(twin);
    }

    private void emit(int slot, Map<Integer, Integer> otherMaps, List<Insn> twin) {
        Insn insn = flow.code().at(slot);
        if (insn.namesMap()) {
            twin.add(insn.withImm(otherMaps.getOrDefault(insn.imm(), insn.imm())));
            return;
        }
        if (!flow.code().isInstruction(slot) || !insn.pointsIntoProgram()) {
            twin.add(insn);
            return;
        }
        int distance = layout.distance(slot, twin.size());
        if (layout.isFar(slot)) {
            twin.add(insn.withDistance(1));
            twin.add(new Insn(Insn.JA, 0, 0, 1, 0));
            twin.add(gotol(layout.distance(slot, twin.size())));
        } else if (insn.code() == Insn.JA && !Layout.fits(distance)) {
            twin.add(gotol(distance));
        } else {
            twin.add(insn.withDistance(distance));
        }
    }

    private static Insn gotol(int distance) {
        return new Insn(Insn.JA32, 0, 0, 0, distance);
    }
}
