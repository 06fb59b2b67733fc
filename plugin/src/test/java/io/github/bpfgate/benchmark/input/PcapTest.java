package io.github.bpfgate.benchmark.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PcapTest {
    private static final String FRAME = "020000000002 020000000001 9000 aabb";
    private static final String IPV4 = "45000014 00000000 40fd0000 01020304 05060708";
    private static final String SYNTHETIC = "020000000002 020000000001";
    private static final String SECTION_LE = "0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000";
    private static final String SECTION_BE = "0a0d0d0a 0000001c 1a2b3c4d 0001 0000 ffffffffffffffff 0000001c";
    private static final String INTERFACE_LE = "01000000 14000000 0100 0000 00000000 14000000";
    private static final String INTERFACE_BE = "00000001 00000014 0001 0000 00000000 00000014";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"d4c3b2a1", "4d3cb2a1"})
    void readsALittleEndianPcapOfEitherResolution(String magic) throws Exception {
        assertThat(frames(magic + "0200 0400 00000000 00000000 ffff0000 01000000"
                + "00000000 00000000 10000000 10000000" + FRAME)).containsExactly(hex(FRAME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a1b2c3d4", "a1b23c4d"})
    void readsABigEndianPcapOfEitherResolution(String magic) throws Exception {
        assertThat(frames(magic + "0002 0004 00000000 00000000 0000ffff 00000001"
                + "00000000 00000000 00000010 00000010" + FRAME)).containsExactly(hex(FRAME));
    }

    @Test
    void ignoresTheCheckSequenceBitsAboveTheLinkType() throws Exception {
        assertThat(frames("a1b2c3d4 0002 0004 00000000 00000000 0000ffff 24000001"
                + "00000000 00000000 00000010 00000010" + FRAME)).containsExactly(hex(FRAME));
    }

    @Test
    void readsEnhancedPacketsOfALittleEndianPcapng() throws Exception {
        assertThat(frames(SECTION_LE + INTERFACE_LE
                + "06000000 30000000 00000000 00000000 00000000 10000000 10000000" + FRAME + "30000000"))
                .containsExactly(hex(FRAME));
    }

    @Test
    void readsEnhancedPacketsOfABigEndianPcapng() throws Exception {
        assertThat(frames(SECTION_BE + INTERFACE_BE
                + "00000006 00000030 00000000 00000000 00000000 00000010 00000010" + FRAME + "00000030"))
                .containsExactly(hex(FRAME));
    }

    @Test
    void readsSimplePacketsWithoutTheirPadding() throws Exception {
        assertThat(frames(SECTION_LE + INTERFACE_LE + "03000000 20000000 0e000000" + FRAME + "20000000"))
                .containsExactly(hex(FRAME.substring(0, FRAME.length() - 5)));
    }

    @Test
    void readsTheObsoletePacketBlock() throws Exception {
        assertThat(frames(SECTION_LE + INTERFACE_LE
                + "02000000 30000000 0000 0000 00000000 00000000 10000000 10000000" + FRAME + "30000000"))
                .containsExactly(hex(FRAME));
    }

    @Test
    void skipsBlocksItDoesNotKnow() throws Exception {
        assertThat(frames(SECTION_LE + "05000000 0c000000 0c000000" + INTERFACE_LE
                + "ad0b0000 10000000 deadbeef 10000000" + "03000000 20000000 10000000" + FRAME + "20000000"))
                .containsExactly(hex(FRAME));
    }

    @Test
    void readsSectionsOfBothOrdersEachWithItsOwnInterfaces() throws Exception {
        byte[] ip = hex(IPV4);
        byte[] file = concat(
                new Captures(ByteOrder.LITTLE_ENDIAN).section().interfaceOf(147, 0).interfaceOf(1, 0)
                        .enhanced(1, hex(FRAME), 16).bytes(),
                new Captures(ByteOrder.BIG_ENDIAN).section().interfaceOf(101, 0).enhanced(0, ip, 20).bytes());

        assertThat(frames(file)).containsExactly(hex(FRAME), hex(SYNTHETIC + "0800" + IPV4));
    }

    @ParameterizedTest
    @CsvSource({
        "101, ''", "12, ''", "14, ''", "228, ''",
        "113, 0000 0001 0006 1122334455660000 0800",
        "276, 0800 0000 00000003 0001 00 06 1122334455660000",
        "0, 02000000", "0, 00000002", "108, 00000002"})
    void givesIpv4PacketsOfOtherLinkTypesAnEthernetHeader(int linkType, String header) throws Exception {
        assertThat(frames(capture(linkType, hex(header + IPV4)))).containsExactly(hex(SYNTHETIC + "0800" + IPV4));
    }

    @ParameterizedTest
    @CsvSource({
        "101, ''", "229, ''", "113, 0000 0001 0006 1122334455660000 86dd",
        "276, 86dd 0000 00000003 0001 00 06 1122334455660000",
        "0, 0a000000", "0, 1e000000", "108, 00000018", "108, 0000001c"})
    void givesIpv6PacketsOfOtherLinkTypesAnEthernetHeader(int linkType, String header) throws Exception {
        String ipv6 = "60" + "00".repeat(39);
        assertThat(frames(capture(linkType, hex(header + ipv6)))).containsExactly(hex(SYNTHETIC + "86dd" + ipv6));
    }

    @Test
    void namesPacketsByPlaceAndHeaders() throws Exception {
        byte[] file = Captures.pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 101, List.of(hex(IPV4), hex(IPV4)));

        assertThat(new Pcap(write(file)).packets()).extracting(Packet::name).containsExactly(
                "#1 1.2.3.4 > 5.6.7.8 protocol 253 34 B", "#2 1.2.3.4 > 5.6.7.8 protocol 253 34 B");
    }

    @ParameterizedTest
    @CsvSource({"105, 105 (IEEE802_11)", "2999, 2999"})
    void refusesOtherLinkTypesByName(int linkType, String name) throws Exception {
        refuses(capture(linkType, hex(FRAME)), "packet #1 has the link type " + name + ", which cannot be made an "
                + "Ethernet frame, at byte 24; capture on an Ethernet, loopback or tun interface, or with -i any");
    }

    @Test
    void refusesPacketsOfACapturedPart() throws Exception {
        refuses(new Captures(ByteOrder.LITTLE_ENDIAN).pcapHeader(0xa1b2c3d4, 1).record(hex(FRAME), 16)
                .record(hex(FRAME), 1514).bytes(), "packet #2 was captured only in part (16 of 1514 bytes), at byte 56;"
                + " capture whole packets with tcpdump -s 0");
    }

    @Test
    void refusesEnhancedPacketsOfACapturedPart() throws Exception {
        refuses(new Captures(ByteOrder.BIG_ENDIAN).section().interfaceOf(1, 0).enhanced(0, hex(FRAME), 17).bytes(),
                "packet #1 was captured only in part (16 of 17 bytes), at byte 48; "
                        + "capture whole packets with tcpdump -s 0");
    }

    @Test
    void refusesSimplePacketsCutToTheSnapLength() throws Exception {
        refuses(new Captures(ByteOrder.BIG_ENDIAN).section().interfaceOf(1, 16).simple(hex(FRAME), 60).bytes(),
                "packet #1 was captured only in part (16 of 60 bytes), at byte 48; "
                        + "capture whole packets with tcpdump -s 0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "00 | too short to be a capture, at byte 0; capture again with tcpdump -w",
        "00112233 | neither pcap nor pcapng (it begins with 00112233), at byte 0; capture with tcpdump -w, or use "
                + "<file> for the bare bytes of one packet and <hex> for hex text",
        "1f8b0800 | this file is compressed, at byte 0; unpack it first (gunzip, unzstd or unxz)",
        "28b52ffd | this file is compressed, at byte 0; unpack it first (gunzip, unzstd or unxz)",
        "fd377a58 | this file is compressed, at byte 0; unpack it first (gunzip, unzstd or unxz)",
        "34cdb2a1 | this is the patched pcap format of old Linux kernels, at byte 0; rewrite it with tcpdump -r FILE "
                + "-w new.pcap",
        "d4c3b2a1 0200 | the file ends inside its 24-byte header, at byte 6; the file was cut short: copy or capture "
                + "it again",
        "a1b2c3d4 0002 0002 00000000 00000000 0000ffff 00000001 | pcap version 2.2 instead of 2.4, at byte 4; rewrite "
                + "it with tcpdump -r FILE -w new.pcap",
        "a1b2c3d4 0002 0004 00000000 00000000 0000ffff 00000001 00 | the file ends inside the header of a record, at "
                + "byte 24; the file was cut short: copy or capture it again",
        "a1b2c3d4 0002 0004 00000000 00000000 0000ffff 00000001 00000000 00000000 ffffffff ffffffff aa | packet #1 "
                + "claims 4294967295 bytes where 1 are left, at byte 24; the file was cut short or damaged: copy or "
                + "capture it again"})
    void saysWhereAPcapIsBroken(String file, String message) throws Exception {
        refuses(hex(file), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0a0d0d0a 1c000000 | the file ends inside a block, at byte 0; SHORT",
        "0a0d0d0a 1c000000 00000000 | a section header without its byte-order magic, at byte 0; DAMAGED",
        "0a0d0d0a 1c000000 4d3c2b1a 0100 0000 | the file ends inside a block, at byte 0; SHORT",
        "0a0d0d0a 0d000000 4d3c2b1a 0100 0000 | a block claims the impossible length of 13 bytes, at byte 0; DAMAGED",
        "0a0d0d0a 00000000 4d3c2b1a 0100 0000 | a block claims the impossible length of 0 bytes, at byte 0; DAMAGED",
        "0a0d0d0a fcffffff 4d3c2b1a 0100 0000 | the file ends inside a block, at byte 0; SHORT",
        "0a0d0d0a 0c000000 4d3c2b1a | a block claims 12 bytes at its start and 439041101 at its end, at byte 0; "
                + "DAMAGED",
        "0a0d0d0a 10000000 4d3c2b1a 10000000 | the section header block is only 16 bytes long, at byte 0; DAMAGED",
        "0a0d0d0a 1c000000 4d3c2b1a 0200 0100 ffffffffffffffff 1c000000 | pcapng version 2.1 instead of 1.0, at byte "
                + "0; rewrite it with tcpdump -r FILE -w new.pcap",
        SECTION_LE + "01000000 0c000000 0c000000 | the interface description block is only 12 bytes long, at byte "
                + "28; DAMAGED",
        SECTION_LE + "06000000 0c000000 0c000000 | the enhanced packet block is only 12 bytes long, at byte 28; "
                + "DAMAGED",
        SECTION_LE + "02000000 0c000000 0c000000 | the packet block is only 12 bytes long, at byte 28; DAMAGED",
        SECTION_LE + "03000000 0c000000 0c000000 | the simple packet block is only 12 bytes long, at byte 28; "
                + "DAMAGED",
        SECTION_LE + "03000000 10000000 00000000 10000000 | a packet on interface 0 where the section has described "
                + "0, at byte 28; DAMAGED",
        SECTION_LE + INTERFACE_LE + "06000000 20000000 ffffffff 00000000 00000000 00000000 00000000 20000000 | a "
                + "packet on interface 4294967295 where the section has described 1, at byte 48; DAMAGED",
        SECTION_LE + INTERFACE_LE + "06000000 20000000 00000000 00000000 00000000 01000000 01000000 20000000 | packet "
                + "#1 claims 1 bytes where 0 are left, at byte 48; the file was cut short or damaged: copy or capture "
                + "it again"})
    void saysWhereAPcapngIsBroken(String file, String message) throws Exception {
        refuses(hex(file), message
                .replace("SHORT", "the file was cut short: copy or capture it again")
                .replace("DAMAGED", "the file is damaged: copy or capture it again"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "101 | 05 | packet #1 is neither IPv4 nor IPv6, at byte 40; leave it out with a capture filter: tcpdump 'ip "
                + "or ip6'",
        "101 | '' | packet #1 is neither IPv4 nor IPv6, at byte 40; leave it out with a capture filter: tcpdump 'ip "
                + "or ip6'",
        "108 | 00000007 | packet #1 has the address family 7, which is neither IPv4 nor IPv6, at byte 40; leave it "
                + "out with a capture filter: tcpdump 'ip or ip6'",
        "0 | 020000 | packet #1 is 3 bytes long, shorter than its 4-byte link-layer header, at byte 40; the file is "
                + "damaged: copy or capture it again",
        "276 | 0800 | packet #1 is 2 bytes long, shorter than its 20-byte link-layer header, at byte 40; the file is "
                + "damaged: copy or capture it again",
        "113 | 0000 0001 0006 1122334455660000 0004 | packet #1 has the protocol 0x0004, which is not an ethertype, "
                + "at byte 40; leave it out with a capture filter: tcpdump 'ip or ip6'"})
    void saysWhichPacketFitsNoEthernetHeader(int linkType, String packet, String message) throws Exception {
        refuses(capture(linkType, hex(packet)), message);
    }

    @Test
    void refusesACaptureWithoutPackets() throws Exception {
        refuses(hex(SECTION_LE + INTERFACE_LE), "no packet in it; give at least one");
    }

    @Test
    void takesTenThousandPacketsAndNotOneMore() throws Exception {
        List<byte[]> most = Collections.nCopies(10_000, hex(FRAME));
        List<byte[]> tooMany = Collections.nCopies(10_001, hex(FRAME));

        assertThat(frames(Captures.pcap(ByteOrder.BIG_ENDIAN, 0xa1b2c3d4, 1, most))).hasSize(10_000);
        refuses(Captures.pcap(ByteOrder.BIG_ENDIAN, 0xa1b2c3d4, 1, tooMany), "more than 10,000 packets; keep the ones "
                + "that matter, such as tcpdump -r FILE -c 1000 -w part.pcap");
    }

    @Test
    void refusesAnEmptyFile() throws Exception {
        refuses(new byte[0], "the file is empty (it ends at byte 0); write it again");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        Path file = directory.resolve("none.pcap");
        assertThatThrownBy(() -> new Pcap(file).packets()).isInstanceOf(InputException.class).hasMessage(file
                + ": there is no such file; correct the path in <input>, which is relative to the module's directory");
    }

    @Test
    void refusesADirectory() {
        assertThatThrownBy(() -> new Pcap(directory).packets()).isInstanceOf(InputException.class)
                .hasMessage(directory + ": this is not a regular file; name a file in <input>");
    }

    @Test
    void refusesAFileAbove64Mebibytes() throws Exception {
        Path file = directory.resolve("sparse.pcap");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength((64L << 20) + 1);
        }
        assertThatThrownBy(() -> new Pcap(file).packets()).isInstanceOf(InputException.class).hasMessage(file
                + ": the file is larger than 64 MiB; keep a part of it, such as tcpdump -r " + file
                + " -c 1000 -w part.pcap");
    }

    private static byte[] capture(int linkType, byte[] packet) {
        return Captures.pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, linkType, List.of(packet));
    }

    private void refuses(byte[] file, String message) throws IOException {
        Path path = write(file);
        assertThatThrownBy(() -> new Pcap(path).packets()).isInstanceOf(InputException.class)
                .hasMessage(path + ": " + message);
    }

    private List<byte[]> frames(String file) throws InputException, IOException {
        return frames(hex(file));
    }

    private List<byte[]> frames(byte[] file) throws InputException, IOException {
        return new Pcap(write(file)).packets().stream().map(Packet::bytes).toList();
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("capture"), bytes);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return hex(HexFormat.of().formatHex(first) + HexFormat.of().formatHex(second));
    }
}
