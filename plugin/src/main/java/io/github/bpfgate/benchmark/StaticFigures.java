package io.github.bpfgate.benchmark;

import io.github.bpfgate.instrument.Insn;
import io.github.bpfgate.libbpf.BpfMap;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.ProgramInfo;
import io.github.bpfgate.libbpf.VerifierStatistics;

/** Reads what a load with statistics tells of a program before it runs. */
final class StaticFigures {

    private static final long NANOS_PER_MICRO = 1000;

    private StaticFigures() {
    }

    /**
     * The figures of a program that was loaded with statistics, and not run: maps grow with what they are given.
     *
     * @throws io.github.bpfgate.libbpf.BpfException if the kernel does not tell
     */
    static ExactFigures of(Libbpf libbpf, ProgramSource.Loaded loaded) {
        VerifierStatistics verifier = loaded.program().statistics();
        ProgramInfo info = new ProgramInfo.Reader(libbpf).read(loaded.program());
        return new ExactFigures(loaded.program().insns().length / Insn.BYTES, verifier.verifiedInsns(),
                verifier.states(), verifier.peakStates(), verifier.stackBytes(), info.xlatedBytes(), info.jitedBytes(),
                loaded.maps().stream().mapToLong(BpfMap::memoryBytes).sum(), verifier.micros() * NANOS_PER_MICRO, null,
                null);
    }
}
