package io.github.bpfgate.benchmark.input;

import java.io.IOException;
import java.util.List;

/** Where the packets of a benchmark come from. */
public sealed interface Input permits Pcap, Hex, RawFile, BuiltPacket {

    /**
     * Reads or builds the packets anew; two calls give equal packets unless a file changed in between.
     *
     * @return at least one packet, in the order of the input
     * @throws InputException when the input is missing, broken or not of a supported kind
     * @throws IOException    when the file is there and cannot be read
     */
    List<Packet> packets() throws InputException, IOException;

    /** {@return the input of a benchmark that names none: one IPv4/UDP frame of 64 bytes} */
    static Input builtDefault() {
        return new BuiltPacket("ipv4 udp");
    }
}
