package io.github.bpfgate.mojo;

import io.github.bpfgate.benchmark.input.BuiltPacket;
import io.github.bpfgate.benchmark.input.Hex;
import io.github.bpfgate.benchmark.input.Input;
import io.github.bpfgate.benchmark.input.NoInput;
import io.github.bpfgate.benchmark.input.Pcap;
import io.github.bpfgate.benchmark.input.RawFile;
import io.github.bpfgate.pipeline.GateException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * An {@code <input>}: exactly one of its elements. Programs of the types raw_tracepoint and syscall are run on a
 * context, and take {@code hex} or {@code file} alone.
 *
 * <pre>{@code
 * <input><pcap>src/test/bpf/sources.pcap</pcap></input>
 * <input><packet>ipv4 tcp syn dport=443 size=128</packet></input>
 * <input><hex>0000000000000000 0a00000000000000</hex></input>
 * <input><file>src/test/bpf/request.bin</file></input>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class InputParameter {

    /** A pcap or pcapng file; every packet of it is run. */
    @Parameter
    private File pcap;

    /** Packets, or contexts, in hex digits, an empty line between two. */
    @Parameter
    private String hex;

    /** A file that holds the bytes of one packet, or of one context. */
    @Parameter
    private File file;

    /** A packet in a few words, such as {@code ipv4 tcp syn dport=443 size=128}. */
    @Parameter
    private String packet;

    Input toInput(String where) throws GateException {
        List<Input> given = Stream.of(pcap == null ? null : new Pcap(pcap.toPath()), hex == null ? null : new Hex(hex),
                file == null ? null : new RawFile(file.toPath()), packet == null ? null : new BuiltPacket(packet))
                .filter(Objects::nonNull).map(Input.class::cast).toList();
        if (given.size() != 1) {
            throw new GateException(where + "<input> holds " + (given.isEmpty() ? "nothing" : given.size()
                    + " inputs") + ": give one of <pcap>, <hex>, <file> or <packet>.");
        }
        return given.get(0);
    }

    /** An input given as a file alone: its name says what it holds. Null stands for none. */
    static Input ofFile(File input) throws GateException {
        if (input == null) {
            return new NoInput();
        }
        String name = input.getName();
        if (name.endsWith(".pcap") || name.endsWith(".pcapng") || name.endsWith(".cap")) {
            return new Pcap(input.toPath());
        }
        if (!name.endsWith(".hex")) {
            return new RawFile(input.toPath());
        }
        try {
            return new Hex(Files.readString(input.toPath()));
        } catch (IOException e) {
            throw new GateException("Cannot read " + input + ": " + e.getMessage() + ".", e);
        }
    }
}
