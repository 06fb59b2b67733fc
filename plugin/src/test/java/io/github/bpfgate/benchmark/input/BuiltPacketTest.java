package io.github.bpfgate.benchmark.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltPacketTest {

    @Test
    void theDefaultIsA64ByteIpv4UdpFrame() throws Exception {
        byte[] frame = Input.builtDefault().packets().get(0).bytes();

        // 12345 > 80, 30 bytes; both checksums from a separate calculation outside Java.
        assertThat(frame).isEqualTo(hex("020000000002 020000000001 0800"
                + "4500 0032 0000 4000 4011 4e85 c0000201 c6336401"
                + "3039 0050 001e e2f2" + "00".repeat(22)));
    }

    @Test
    void buildsIpv6TcpSynOf128Bytes() throws InputException {
        assertThat(frame("ipv6 TCP syn 128 bytes")).startsWith(hex("020000000002 020000000001 86dd"
                + "60000000 004a 06 40 20010db8000000000000000000000001 20010db8000000000000000000000002"
                + "3039 0050 00000001 00000000 50 02 ffff")).hasSize(128);
    }

    @Test
    void buildsWhatEveryKeySays() throws InputException {
        assertThat(frame("ipv4 tcp src=10.0.0.1 dst=10.0.0.2 sport=1234 dport=0x50 size=64 vlan=5 ttl=63 tos=184 "
                + "flags=syn,ack payload=DEAD smac=00:11:22:33:44:55 dmac=66:77:88:99:aa:bb"))
                .startsWith(hex("66778899aabb 001122334455 8100 0005 0800 45b8 002e 0000 4000 3f06"))
                .hasSize(64)
                .satisfies(frame -> assertThat(HexFormat.of().formatHex(frame, 30, 38)).isEqualTo("0a0000010a000002"))
                .satisfies(frame -> assertThat(HexFormat.of().formatHex(frame, 38, 54))
                        .isEqualTo("04d20050" + "00000001" + "00000001" + "5012ffff"))
                .satisfies(frame -> assertThat(HexFormat.of().formatHex(frame, 58, 64)).isEqualTo("dead00000000"));
    }

    @Test
    void buildsTheTrafficClassAndHopLimitOfIpv6() throws InputException {
        assertThat(HexFormat.of().formatHex(frame("ipv6 tos=0xb8 ttl=1"), 14, 22)).isEqualTo("6b80000000 0a1101"
                .replace(" ", ""));
    }

    @Test
    void buildsAnArpRequest() throws InputException {
        assertThat(frame("arp src=10.0.0.1 dst=10.0.0.2")).isEqualTo(hex("ffffffffffff 020000000001 0806"
                + "0001 0800 06 04 0001 020000000001 0a000001 000000000000 0a000002" + "00".repeat(22)));
    }

    @ParameterizedTest
    @CsvSource({"ipv4 icmp, 0800", "ipv6 icmp, 8000"})
    void buildsEchoRequests(String words, String typeAndCode) throws InputException {
        int at = words.startsWith("ipv4") ? 34 : 54;
        assertThat(HexFormat.of().formatHex(frame(words), at, at + 2)).isEqualTo(typeAndCode);
        assertThat(HexFormat.of().formatHex(frame(words), at + 4, at + 8)).isEqualTo("00010001");
    }

    @ParameterizedTest
    @CsvSource({"tcp, 10", "tcp syn, 02", "tcp ack psh, 18", "'tcp flags=fin,cwr', 81", "tcp flags=none, 00"})
    void setsTcpFlags(String words, String flags) throws InputException {
        assertThat(HexFormat.of().formatHex(frame(words), 47, 48)).isEqualTo(flags);
    }

    @ParameterizedTest
    @CsvSource({"ipv4 udp, 64", "ipv6 tcp, 74", "ipv6 tcp vlan=1, 78", "udp 42 bytes, 42", "arp size=42, 42",
        "udp payload=" + "0011223344556677889900112233445566778899001122334455, 68",
        "udp size=65549, 65549", "ipv6 udp vlan=1 size=65593, 65593", "arp size=1514, 1514"})
    void isAsLongAsAskedForOrNeeded(String words, int size) throws InputException {
        assertThat(frame(words)).hasSize(size);
    }

    @Test
    void anIpv6AddressIsEnoughToMakeItIpv6() throws InputException {
        assertThat(frame("udp dst=2001:db8::7")).containsSequence(hex("86dd60"));
    }

    @Test
    void aChecksumThatComesOutZeroIsSentAsAllOnes() throws InputException {
        byte[] once = frame("udp sport=0 dport=0 size=44");
        String missing = HexFormat.of().formatHex(once, 40, 42);
        // The old checksum as payload makes the new sum all ones, whose complement is zero.
        byte[] again = frame("udp sport=0 dport=0 size=44 payload=" + missing);

        assertThat(HexFormat.of().formatHex(again, 40, 44)).isEqualTo("ffff" + missing);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "' ' | no words; write for example ipv4 udp",
        "ipv4 utp | unknown word \"utp\"; the nearest known ones are udp, arp, tcp",
        "sprt=4 | unknown word \"sprt=\"; the nearest known ones are sport=, src=, dport=",
        "udp 64 byte | what is 64? For the size write \"64 bytes\" or size=64",
        "bytes | no number before \"bytes\"; write for example 128 bytes",
        "udp x bytes | size=x is not a number from 0 to 65593",
        "udp tcp | udp and tcp exclude each other; leave one out",
        "ipv4 ipv6 | ipv4 and ipv6 exclude each other; leave one out",
        "ipv4 ipv4 | ipv4 is given twice; leave one out",
        "tcp syn syn | syn is given twice; leave one out",
        "tcp flags=syn,syn | syn is given twice; leave one out",
        "ttl=1 ttl=1 | ttl is given twice; leave one out",
        "size=64 64 bytes | size is given twice; leave one out",
        "ttl= | ttl= has no value; write one behind it or leave it out",
        "tcp syn flags=ack | both flags= and syn; give the flags in one place",
        "tcp flags=syn,foo | flags= knows no \"foo\"; it takes none or some of fin,syn,rst,psh,ack,urg,ece,cwr",
        "udp syn | flags are for tcp and this is udp; add tcp or leave the flags out",
        "ipv4 flags=syn | flags are for tcp and this is udp; add tcp or leave the flags out",
        "arp udp | arp carries no udp; leave that out",
        "arp syn | arp carries no tcp flags; leave that out",
        "arp ttl=1 | arp has no ttl; leave ttl= out",
        "icmp dport=1 | icmp has no dport; leave dport= out",
        "vlan=4095 | vlan=4095 is not a number from 0 to 4094",
        "ttl=256 | ttl=256 is not a number from 0 to 255",
        "tos=-1 | tos=-1 is not a number from 0 to 255",
        "sport=65536 | sport=65536 is not a number from 0 to 65535",
        "dport=99999999999 | dport=99999999999 is not a number from 0 to 65535",
        "udp size=41 | size=41 is too small: headers and payload take 42 bytes; give that or more",
        "ipv6 tcp size=64 | size=64 is too small: headers and payload take 74 bytes; give that or more",
        "arp size=1515 | size=1515 is too large: arp frames end at 1514 bytes; give less",
        "udp size=65550 | size=65550 is too large: ipv4 frames end at 65549 bytes; give less",
        "src=1.2.3 | src=1.2.3 is not an IP address; write it like 10.0.0.1",
        "src=1.2.3.256 | src=1.2.3.256 is not an IP address; write it like 10.0.0.1",
        "dst=localhost | dst=localhost is not an IP address; write it like 10.0.0.1",
        "dst=1::2::3 | dst=1::2::3 is not an IP address; write it like 2001:db8::1",
        "dst=fe80::1%lo | dst=fe80::1%lo is not an IP address; write it like 2001:db8::1",
        "ipv4 dst=::1 | dst=::1 is not an IPv4 address; write one, or change the other words",
        "src=1.2.3.4 dst=::1 | src=1.2.3.4 is not an IPv6 address; write one, or change the other words",
        "smac=1:2:3:4:5:6 | smac=1:2:3:4:5:6 is not an Ethernet address such as 02:00:00:00:00:01",
        "payload=abc | payload=abc is not an even number of hex digits"})
    void saysWhatIsWrongWithTheWords(String words, String message) {
        assertThatThrownBy(() -> new BuiltPacket(words).packets()).isInstanceOf(InputException.class)
                .hasMessage("packet \"" + words.strip() + "\": " + message);
    }

    @Test
    void refusesAPayloadThatFitsNoDatagram() {
        String words = "udp payload=" + "00".repeat(65_536);
        assertThatThrownBy(() -> new BuiltPacket(words).packets()).isInstanceOf(InputException.class)
                .hasMessageEndingWith(": the payload is too large: ipv4 frames end at 65549 bytes; give less");
    }

    private static byte[] frame(String words) throws InputException {
        return new BuiltPacket(words).packets().get(0).bytes();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }
}
