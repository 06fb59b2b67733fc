package io.github.bpfgate.report.html;

import io.github.bpfgate.gate.BenchmarkResult.PacketResult;
import io.github.bpfgate.gate.Figures;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The time of each packet, where there are several.
 *
 * @param rows  of the table, in the order of the input
 * @param data  for the chart
 * @param label the chart in words
 */
public record PacketsView(List<Row> rows, Data data, String label) {

    /** One packet; baseline and change are empty where it was not run. */
    public record Row(String name, String baseline, String candidate, String change) {
    }

    /** What the chart draws, in ns per run; the baseline is null where it was not run. */
    public record Data(List<String> names, List<Double> baseline, List<Double> candidate) {
    }

    /** Empty for one packet, of which the blocks tell all. */
    static Optional<PacketsView> of(List<PacketResult> packets) {
        if (packets.size() < 2) {
            return Optional.empty();
        }
        boolean compared = packets.stream().allMatch(packet -> packet.baseline() != null);
        List<Row> rows = packets.stream().map(packet -> new Row(Shown.text(packet.name()),
                compared ? Figures.nanos(packet.baseline()) : "", Figures.nanos(packet.candidate()),
                compared ? Figures.signedNanos(packet.candidate() - packet.baseline()) : "")).toList();
        Data data = new Data(rows.stream().map(Row::name).toList(),
                compared ? packets.stream().map(PacketResult::baseline).toList() : null,
                packets.stream().map(PacketResult::candidate).toList());
        return Optional.of(new PacketsView(rows, data,
                "Time per run of " + packets.size() + " packets." + (compared ? most(packets) : "")));
    }

    private static String most(List<PacketResult> packets) {
        PacketResult most = packets.stream().max(Comparator.comparingDouble(
                packet -> Math.abs(packet.candidate() - packet.baseline()))).orElseThrow();
        return " " + Shown.text(most.name()) + " changed most, from " + Figures.nanos(most.baseline()) + " to "
                + Figures.nanos(most.candidate()) + " ns.";
    }
}
