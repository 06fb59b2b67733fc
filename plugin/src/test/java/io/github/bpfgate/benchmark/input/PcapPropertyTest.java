package io.github.bpfgate.benchmark.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class PcapPropertyTest {
    private static Path file;

    @BeforeContainer
    static void makeFile() throws IOException {
        file = Files.createTempFile("bpfgate", ".pcap");
    }

    @AfterContainer
    static void deleteFile() throws IOException {
        Files.delete(file);
    }

    @Property(tries = 300)
    void aPcapGivesThePacketsWrittenToIt(@ForAll @Size(min = 1, max = 20) List<byte[]> packets,
            @ForAll boolean bigEndian, @ForAll boolean nanoseconds) throws Exception {
        byte[] capture = Captures.pcap(order(bigEndian), nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4, 1, packets);

        assertThat(read(capture)).containsExactlyElementsOf(packets);
    }

    @Property(tries = 300)
    void aPcapngGivesThePacketsWrittenToItInWhateverBlocks(@ForAll @Size(min = 1, max = 20) List<byte[]> packets,
            @ForAll boolean bigEndian, @ForAll @IntRange(max = 2) int firstKind) throws Exception {
        Captures capture = new Captures(order(bigEndian)).section().interfaceOf(1, 0).interfaceOf(1, 65_535);
        for (int i = 0; i < packets.size(); i++) {
            byte[] packet = packets.get(i);
            switch ((firstKind + i) % 3) {
                case 0 -> capture.enhanced(1, packet, packet.length);
                case 1 -> capture.simple(packet, packet.length);
                default -> capture.obsolete(1, packet, packet.length);
            }
        }

        assertThat(read(capture.bytes())).containsExactlyElementsOf(packets);
    }

    @Property(tries = 500)
    void randomBytesGivePacketsOrAnInputException(@ForAll byte[] bytes, @ForAll @IntRange(max = 5) int magic)
            throws Exception {
        int[] magics = {0xa1b2c3d4, 0xd4c3b2a1, 0xa1b23c4d, 0x4d3cb2a1, 0x0a0d0d0a, 0};
        byte[] begun = Arrays.copyOf(bytes, bytes.length + 24);
        if (magics[magic] != 0) {
            new Captures(ByteOrder.BIG_ENDIAN).buffer(4).putInt(magics[magic]).rewind().get(begun, 0, 4);
        }

        readOrRefuse(begun);
    }

    @Property(tries = 1500)
    void damagedCapturesGivePacketsOrAnInputException(@ForAll boolean pcapng, @ForAll boolean bigEndian,
            @ForAll @IntRange(max = 13) int linkType, @ForAll @Size(min = 1, max = 4) List<byte[]> packets,
            @ForAll @Size(max = 4) List<@IntRange(max = 400) Integer> places, @ForAll byte value,
            @ForAll @IntRange(max = 40) int cut) throws Exception {
        int[] linkTypes = {0, 1, 12, 14, 101, 108, 113, 228, 229, 276, 105, 1, 1, 1};
        byte[] capture = pcapng
                ? Captures.pcapng(order(bigEndian), linkTypes[linkType], packets)
                : Captures.pcap(order(bigEndian), 0xa1b2c3d4, linkTypes[linkType], packets);
        for (int place : places) {
            capture[place % capture.length] = value;
        }

        readOrRefuse(Arrays.copyOf(capture, Math.max(0, capture.length - Math.max(0, cut - 20))));
    }

    private static void readOrRefuse(byte[] capture) throws IOException {
        try {
            assertThat(read(capture)).isNotEmpty();
        } catch (InputException refused) {
            assertThat(refused).hasMessageStartingWith(file + ": ").hasMessageContaining("; ");
        }
    }

    private static List<byte[]> read(byte[] capture) throws InputException, IOException {
        Files.write(file, capture);
        return new Pcap(file).packets().stream().map(Packet::bytes).toList();
    }

    private static ByteOrder order(boolean bigEndian) {
        return bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }
}
