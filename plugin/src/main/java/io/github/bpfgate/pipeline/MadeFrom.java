package io.github.bpfgate.pipeline;

import io.github.bpfgate.benchmark.input.InputException;
import io.github.bpfgate.benchmark.input.Packet;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.ResultsException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What results are made from: the objects, the benchmarks of the POM with their packets, and the metrics wanted. A digest of each tells
 * results of this build from those of an older one. Rules are not among them, for they judge and do not measure.
 */
final class MadeFrom {

    /** Before the names of configured benchmarks. */
    static final String BENCHMARK = "benchmark ";

    private static final String BASELINE = "baseline";

    private final MeasureRequest request;

    MadeFrom(MeasureRequest request) {
        this.request = request;
    }

    /**
     * SHA-256 in lower-case hex, by "object NAME" and "benchmark NAME"; the choice of metrics, and the baseline if it is
     * not the module's own, as they are.
     *
     * @throws GateException if an object or an input cannot be read
     */
    Map<String, String> digests() throws GateException {
        Map<String, String> digests = new TreeMap<>();
        for (NamedObject object : request.candidates()) {
            digests.put("object " + object.name(), object.sha256());
        }
        for (BenchmarkSpec spec : request.benchmarks()) {
            digests.put(BENCHMARK + spec.resultName(), sha256(bytes(spec)));
        }
        new BaselineReader(request).identity().ifPresent(identity -> digests.put(BASELINE, identity));
        digests.put("choice of metrics", request.metrics().stream().map(MetricName::toString).sorted()
                .collect(Collectors.joining(" ")));
        return digests;
    }

    /**
     * Compares with what the results were made from.
     *
     * @throws ResultsException if that is not what is there now, naming one thing that differs
     * @throws GateException    if an object or an input cannot be read
     */
    void requireSame(Results results) throws ResultsException, GateException {
        requireSame(digests(), results.madeFrom());
    }

    /**
     * The same for whom only the candidates' own figures matter, whatever they were compared with.
     *
     * @throws ResultsException if they are of something else than there is now
     * @throws GateException    if an object or an input cannot be read
     */
    void requireSameCandidates(Results results) throws ResultsException, GateException {
        Map<String, String> now = digests();
        Map<String, String> then = new TreeMap<>(results.madeFrom());
        now.remove(BASELINE);
        then.remove(BASELINE);
        requireSame(now, then);
    }

    private void requireSame(Map<String, String> now, Map<String, String> then) throws ResultsException {
        Set<String> all = new TreeSet<>(now.keySet());
        all.addAll(then.keySet());
        for (String thing : all) {
            if (!Objects.equals(now.get(thing), then.get(thing))) {
                throw ResultsException.stale(request.resultsFile(), !then.containsKey(thing)
                        ? "was made without the " + thing : !now.containsKey(thing)
                        ? "was made from the " + thing + ", which is gone"
                        : "was made from another " + thing + " than there is now");
            }
        }
    }

    private static byte[] bytes(BenchmarkSpec spec) throws GateException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            for (String text : new String[] {spec.program(), spec.object().orElse(""), spec.setup().orElse("")}) {
                write(out, text.getBytes(StandardCharsets.UTF_8));
            }
            for (Packet packet : spec.input().packets()) {
                write(out, packet.name().getBytes(StandardCharsets.UTF_8));
                write(out, packet.bytes());
            }
        } catch (InputException | IOException e) {
            throw new GateException("Benchmark " + spec.resultName() + ": " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    /** With its length, so that no two lists of fields give the same bytes. */
    private static void write(DataOutputStream out, byte[] field) throws IOException {
        out.writeInt(field.length);
        out.write(field);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
