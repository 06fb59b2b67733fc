package io.github.bpfgate.pipeline;

import io.github.bpfgate.benchmark.input.InputException;
import io.github.bpfgate.benchmark.input.Packet;
import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.ResultsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The benchmarks of the POM, to tell results of an older POM, or of other packets, from those of this one. */
final class ConfiguredBenchmarks {

    private final List<BenchmarkSpec> benchmarks;
    private final Path resultsFile;

    ConfiguredBenchmarks(List<BenchmarkSpec> benchmarks, Path resultsFile) {
        this.benchmarks = benchmarks;
        this.resultsFile = resultsFile;
    }

    /**
     * Finds each of them in the results, measured on the packets it has now. Packets are told apart by their names,
     * which give number, addresses, protocol and length.
     *
     * @throws ResultsException if one is missing or was measured on others
     * @throws GateException    if an input cannot be read
     */
    void requireAllIn(Results results) throws ResultsException, GateException {
        for (BenchmarkSpec spec : benchmarks) {
            BenchmarkResult result = results.benchmarks().stream().filter(r -> r.name().equals(spec.resultName()))
                    .findFirst().orElseThrow(() -> ResultsException.stale(resultsFile,
                    "holds nothing of the benchmark " + spec.resultName()));
            if (result.reference() != Reference.NOT_RUN && !packets(spec).equals(result.packets().stream()
                    .map(BenchmarkResult.PacketResult::name).toList())) {
                throw ResultsException.stale(resultsFile,
                        "measured " + spec.resultName() + " on other packets than its input holds now");
            }
        }
    }

    private static List<String> packets(BenchmarkSpec spec) throws GateException {
        try {
            return spec.input().packets().stream().map(Packet::name).toList();
        } catch (InputException | IOException e) {
            throw new GateException("Benchmark " + spec.resultName() + ": " + e.getMessage(), e);
        }
    }
}
