package io.github.bpfgate.benchmark.input;

import java.io.IOException;
import java.util.List;

/** Where the packets of a benchmark come from, or the contexts of a program that is run on no packet. */
public sealed interface Input permits Pcap, Hex, RawFile, BuiltPacket, NoInput {

    /**
     * Reads or builds the packets anew; two calls give equal packets unless a file changed in between.
     *
     * @return at least one packet, in the order of the input; none if there is no input
     * @throws InputException when the input is missing, broken or not of a supported kind
     * @throws IOException    when the file is there and cannot be read
     */
    List<Packet> packets() throws InputException, IOException;

    /** {@return whether they are known to be packets, and not bytes that may be a context} */
    default boolean frames() {
        return this instanceof Pcap || this instanceof BuiltPacket;
    }

    /** {@return one IPv4/UDP frame of 64 bytes, the input of programs that run on packets where none is named} */
    static Input builtDefault() {
        return new BuiltPacket("ipv4 udp");
    }
}
