package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.attach.Workload;
import io.github.bpfgate.benchmark.input.Packet;
import io.github.bpfgate.libbpf.SystemCall;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * That a program is attached to be measured, and how it is triggered.
 *
 * @param systemCall that runs it; empty for what is known to
 * @param count      triggers per sample, at least 1; empty for as many as suit its time
 * @param genericXdp whether an XDP program is run by the network stack, and not by the driver
 * @param packets    that are sent to it where it sees packets, in turn; empty for the default one
 */
public record Attaching(Optional<SystemCall> systemCall, OptionalInt count, boolean genericXdp, List<Packet> packets) {

    /** By what is known to trigger the program, as often as suits. */
    public static final Attaching DEFAULT = new Attaching(Optional.empty(), OptionalInt.empty());

    public Attaching {
        packets = List.copyOf(packets);
    }

    /** By the default packet where it sees packets, and XDP programs in the driver. */
    public Attaching(Optional<SystemCall> systemCall, OptionalInt count) {
        this(systemCall, count, false, List.of());
    }

    Attaching sending(List<Packet> frames) {
        return new Attaching(systemCall, count, genericXdp, frames);
    }

    Workload workload() {
        List<Packet> sent = packets.isEmpty() ? List.of(DefaultPacket.get()) : packets;
        return new Workload(systemCall, sent.stream().map(Packet::bytes).toList(), genericXdp);
    }
}
