package io.github.bpfgate.proof;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.bpfgate.proof.PlainReading.Reading;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What came of a pairing.
 *
 * @param kind         what the true answer is
 * @param name         of the pairing
 * @param type         of the programs
 * @param load         of the other CPU
 * @param increase     nominal, 0.05 for 5 %
 * @param truth        the calibrated increase; null for an equal pair
 * @param limit        0.05 for 5 %
 * @param verdicts     how often each came
 * @param failed       gates that would have failed the build, those that broke among them
 * @param inconclusive gates without a verdict
 * @param seconds      per gate that did not wait for another bpfgate
 * @param totalSeconds of all gates
 * @param waited       gates that had to wait for another bpfgate
 * @param plainFailed  pairs of plain readings that would have failed, of those that worked
 * @param plainBroken  pairs of plain readings that could not be taken
 * @param plainSeconds per pair of plain readings
 * @param messages     what broke, each once
 * @param gates        one by one
 * @param readings     one by one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Row(Pairing.Kind kind, String name, ProgramType type, Load load, double increase, Effect truth, double limit,
        Map<String, Long> verdicts, Share failed, Share inconclusive, Spread seconds, double totalSeconds, int waited,
        Share plainFailed, int plainBroken, Spread plainSeconds, List<String> messages, List<GateRun> gates,
        List<Reading> readings) {

    static Row of(Pairing pairing, Load load, Effect truth, List<GateRun> gates, List<Reading> readings) {
        Map<String, Long> verdicts = new TreeMap<>();
        gates.forEach(gate -> verdicts.merge(gate.verdict(), 1L, Long::sum));
        List<Reading> working = readings.stream().filter(r -> r.message() == null).toList();
        List<String> messages = java.util.stream.Stream.concat(gates.stream().map(GateRun::message),
                readings.stream().map(Reading::message)).filter(Objects::nonNull).distinct().toList();
        return new Row(pairing.kind(), pairing.name(), pairing.type(), load, pairing.increase(), truth,
                pairing.limit(), verdicts, share(gates.stream().filter(GateRun::failed).count(), gates.size()),
                share(gates.stream().filter(g -> g.verdict().equals("INCONCLUSIVE")).count(), gates.size()),
                seconds(gates), gates.stream().mapToDouble(GateRun::seconds).sum(),
                (int) gates.stream().filter(GateRun::waited).count(),
                share(working.stream().filter(r -> r.failed(pairing.limit())).count(), working.size()),
                readings.size() - working.size(),
                Spread.of(working.stream().mapToDouble(Reading::seconds).toArray()), messages, List.copyOf(gates),
                List.copyOf(readings));
    }

    /** The gates' own time, without what other users of the machine made them wait. */
    static Spread seconds(List<GateRun> gates) {
        return Spread.of(gates.stream().filter(g -> !g.waited()).mapToDouble(GateRun::seconds).toArray());
    }

    long count(String verdict) {
        return verdicts.getOrDefault(verdict, 0L);
    }

    private static Share share(long count, int of) {
        return Share.of((int) count, of);
    }
}
