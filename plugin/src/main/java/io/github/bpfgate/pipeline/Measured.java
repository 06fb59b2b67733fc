package io.github.bpfgate.pipeline;

import io.github.bpfgate.benchmark.ExactMeasurement;
import io.github.bpfgate.benchmark.Measurement;
import io.github.bpfgate.worker.Machine;
import io.github.bpfgate.worker.WorkerEvent;
import java.util.List;

/**
 * What a worker brought home.
 *
 * @param machine      it ran on
 * @param planned      benchmark names
 * @param leftOut      programs that nobody asked for, and why none of them is a benchmark
 * @param measurements of the benchmarks that could be timed
 * @param exact        exact figures of the benchmarks
 * @param unsupported  those this kernel or these privileges cannot run, and any others that could not be measured
 * @param loaded       exact figures of the programs that no benchmark runs
 * @param notLoaded    those of them that do not load here, nor did their baselines
 * @param vanished     programs that a baseline object holds and no candidate
 */
record Measured(Machine machine, List<String> planned, List<String> leftOut, List<Measurement> measurements,
        List<ExactMeasurement> exact, List<WorkerEvent.Failed> unsupported, List<ExactMeasurement> loaded,
        List<WorkerEvent.NotLoaded> notLoaded, List<String> vanished) {
}
