package io.github.bpfgate.benchmark.input;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A capture file, classic pcap (micro- or nanosecond) or pcapng, in either byte order; which one is read from the file.
 *
 * <p>Frames of Ethernet captures are taken as they are. Those of raw IP, Linux cooked (SLL, SLL2) and BSD loopback
 * captures get an Ethernet header from 02:00:00:00:00:01 to 02:00:00:00:00:02 in place of their own link-layer header.
 * A capture is refused when it is broken, larger than 64 MiB, of more than 10,000 packets, of another link type, or
 * when it holds a packet that was cut short while capturing.
 *
 * @param file path of the capture
 * @see <a href="https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-07.html">PCAP Capture File Format</a>
 * @see <a href="https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-05.html">PCAP Now Generic Format</a>
 */
public record Pcap(Path file) implements Input {
    private static final int MAGIC_BYTES = 4;
    private static final int KUZNETZOV = 0xa1b2cd34;

    public Pcap {
        Objects.requireNonNull(file, "file");
    }

    @Override
    public List<Packet> packets() throws InputException, IOException {
        return read(new CaptureBytes(file, InputFile.read(file)));
    }

    private static List<Packet> read(CaptureBytes capture) throws InputException {
        if (capture.size() < MAGIC_BYTES) {
            throw capture.problem(0, "too short to be a capture", "capture again with tcpdump -w");
        }
        int magic = capture.i32(0);
        if (magic == PcapngReader.SECTION_HEADER) {
            return new PcapngReader(capture).packets();
        }
        int swapped = Integer.reverseBytes(magic);
        if (ClassicPcapReader.isMagic(magic) || ClassicPcapReader.isMagic(swapped)) {
            return new ClassicPcapReader(capture).packets();
        }
        if (magic >>> 16 == 0x1f8b || magic == 0x28b52ffd || magic == 0xfd377a58) {
            throw capture.problem(0, "this file is compressed", "unpack it first (gunzip, unzstd or unxz)");
        }
        if (magic == KUZNETZOV || swapped == KUZNETZOV) {
            throw capture.problem(0, "this is the patched pcap format of old Linux kernels",
                    "rewrite it with tcpdump -r FILE -w new.pcap");
        }
        throw capture.problem(0, "neither pcap nor pcapng (it begins with " + String.format("%08x", magic) + ")",
                "capture with tcpdump -w, or use <file> for the bare bytes of one packet and <hex> for hex text");
    }
}
