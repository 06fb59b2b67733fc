package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.input.Input;
import io.github.bpfgate.benchmark.input.InputException;
import io.github.bpfgate.benchmark.input.Packet;
import java.io.IOException;

/** The packet that is run where nobody chose one: 64 bytes of IPv4 and UDP. */
final class DefaultPacket {

    private DefaultPacket() {
    }

    static Packet get() {
        try {
            return Input.builtDefault().packets().get(0);
        } catch (InputException | IOException e) {
            throw new IllegalStateException("the built-in packet is always valid", e);
        }
    }
}
