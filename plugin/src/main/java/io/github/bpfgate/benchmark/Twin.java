package io.github.bpfgate.benchmark;

import io.github.bpfgate.instrument.CannotCountException;
import io.github.bpfgate.instrument.InsnCounts;
import io.github.bpfgate.instrument.InstrumentedProgram;
import io.github.bpfgate.instrument.ProgramMap;
import io.github.bpfgate.libbpf.AssembledProgram;
import io.github.bpfgate.libbpf.CounterMap;
import java.util.Arrays;

/**
 * A program in the kernel that does as another does, and counts.
 *
 * @param map  of the other to its sources
 * @param code of both
 */
record Twin(ProgramMap map, InstrumentedProgram code, CounterMap counters, AssembledProgram program)
        implements AutoCloseable {

    /**
     * How often each instruction of the other would have run since the counters were cleared.
     *
     * @throws CannotCountException if the counters do not add up
     */
    InsnCounts counts() throws CannotCountException {
        return code.counts(Arrays.copyOf(counters.read(), code.counters()));
    }

    @Override
    public void close() {
        program.close();
        counters.close();
    }
}
