package io.github.bpfgate.benchmark.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketTest {

    @Test
    void isEqualByContentAndKeepsItsBytesToItself() {
        byte[] bytes = {1, 2};
        Packet packet = new Packet("a", bytes);
        bytes[0] = 9;
        packet.bytes()[1] = 9;

        assertThat(packet).isEqualTo(new Packet("a", new byte[] {1, 2}))
                .hasSameHashCodeAs(new Packet("a", new byte[] {1, 2}))
                .isNotEqualTo(new Packet("b", new byte[] {1, 2}))
                .isNotEqualTo(new Packet("a", new byte[] {1, 3}))
                .hasToString("a");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ipv4 udp src=1.2.3.4 dst=5.6.7.8 | #17 1.2.3.4 > 5.6.7.8 udp 64 B",
        "ipv4 tcp vlan=5 | #17 vlan 5 192.0.2.1 > 198.51.100.1 tcp 64 B",
        "ipv4 icmp | #17 192.0.2.1 > 198.51.100.1 icmp 64 B",
        "ipv6 icmp | #17 2001:db8::1 > 2001:db8::2 icmpv6 64 B",
        "ipv6 tcp src=::1 dst=fe80:0:0:1:: | #17 ::1 > fe80:0:0:1:: tcp 74 B",
        "src=1:0:0:2:0:0:0:3 dst=1:0:2:3:4:5:6:7 | #17 1:0:0:2::3 > 1:0:2:3:4:5:6:7 udp 64 B",
        "src=:: dst=::ffff:1.2.3.4 | #17 :: > ::ffff:102:304 udp 64 B",
        "arp src=10.0.0.1 dst=10.0.0.2 | #17 10.0.0.1 > 10.0.0.2 arp 64 B"})
    void isNamedAfterItsHeaders(String words, String name) throws InputException {
        byte[] bytes = new BuiltPacket(words).packets().get(0).bytes();

        assertThat(Packet.numbered(17, bytes).name()).isEqualTo(name);
    }

    @Test
    void isNamedAfterItsSizeWhenItsHeadersAreUnknown() {
        assertThat(Packet.numbered(17, new byte[60]).name()).isEqualTo("#17 60 B");
        assertThat(Packet.numbered(1, new byte[0]).name()).isEqualTo("#1 0 B");
        assertThat(Packet.numbered(2, hex("00".repeat(12) + "0806")).name()).isEqualTo("#2 arp 14 B");
    }

    @Test
    void ipv6ExtensionHeadersAndStackedTagsAreSteppedOver() {
        String ipv6 = "60000000 0018 00 40" + "00".repeat(15) + "01" + "00".repeat(15) + "02";
        byte[] frame = hex("00".repeat(12) + "88a8 0001 8100 0002 86dd" + ipv6
                + "3c00000000000000" + "1101000000000000 0000000000000000" + "0001000200080000");

        assertThat(Packet.numbered(1, frame).name()).isEqualTo("#1 vlan 2 ::1 > ::2 udp 94 B");
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }
}
