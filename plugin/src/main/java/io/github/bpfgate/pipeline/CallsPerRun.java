package io.github.bpfgate.pipeline;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.instrument.BenchNotes;
import io.github.bpfgate.instrument.ObjectFormatException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells results of programs that benchmark a C function how often each run calls it, as their objects say. */
final class CallsPerRun {

    private CallsPerRun() {
    }

    /**
     * The results with it.
     *
     * @throws GateException if an object cannot be read
     */
    static Results in(Results results, List<NamedObject> candidates) throws GateException {
        Map<String, Map<String, Integer>> byObject = new HashMap<>();
        for (NamedObject candidate : candidates) {
            byObject.put(candidate.name(), notes(candidate));
        }
        List<BenchmarkResult> told = new ArrayList<>();
        for (BenchmarkResult result : results.benchmarks()) {
            Integer calls = byObject.getOrDefault(result.object(), Map.of()).get(result.program());
            told.add(calls == null ? result : result.calling(calls));
        }
        return results.with(told);
    }

    /** What libbpf takes and we cannot read is measured all the same: the results say then that nothing is counted. */
    private static Map<String, Integer> notes(NamedObject object) throws GateException {
        try {
            return BenchNotes.read(object.bytes(), object.name());
        } catch (ObjectFormatException e) {
            return Map.of();
        }
    }
}
