package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.input.InputException;
import io.github.bpfgate.benchmark.input.Packet;
import java.util.List;

/**
 * What somebody gave as an input, before it is known which type of program is run on it.
 *
 * @param packets or contexts; empty where nothing was given
 * @param frames  whether they are known to be packets, and not bytes that may be a context
 */
public record GivenInput(List<Packet> packets, boolean frames) {

    static final GivenInput NONE = new GivenInput(List.of(), false);

    public GivenInput {
        packets = List.copyOf(packets);
    }

    /**
     * The input of a program of that type: what was given, or the type's default.
     *
     * @return at least one packet, or context
     * @throws InputException if packets are given and the type takes none
     */
    List<Packet> of(RunnableType type) throws InputException {
        if (packets.isEmpty()) {
            return List.of(type.defaultInput());
        }
        if (!type.takesContext()) {
            return packets;
        }
        if (frames) {
            throw new InputException(type.kernelName() + " programs are run on a context and not on packets. Give the"
                    + " context's bytes with <hex> or <file>, or no <input> for zeros.");
        }
        return ContextInput.named(packets);
    }
}
