package io.github.bpfgate.benchmark.attach;

import io.github.bpfgate.libbpf.SystemCall;
import java.util.List;
import java.util.Optional;

/**
 * What is to trigger a program that is attached, as far as there is a choice.
 *
 * @param systemCall that runs it; empty for what is known to
 * @param frames     Ethernet frames that are sent to it, at least one; of no matter where it sees none
 * @param genericXdp whether an XDP program is run by the network stack, and not by the driver
 */
public record Workload(Optional<SystemCall> systemCall, List<byte[]> frames, boolean genericXdp) {

    public Workload {
        frames = List.copyOf(frames);
    }
}
