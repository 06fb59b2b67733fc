package io.github.bpfgate.benchmark.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SkLookupContextTest {

    @Test
    void holdsAnIpv4TcpConnection() throws InputException {
        ByteBuffer context = context("ipv4 tcp syn src=1.2.3.4 dst=5.6.7.8 sport=258 dport=772 vlan=9");

        assertThat(context.getInt(8)).isEqualTo(2);
        assertThat(context.getInt(12)).isEqualTo(6);
        assertThat(HexFormat.of().formatHex(context.array(), 16, 36)).isEqualTo("01020304" + "00".repeat(16));
        assertThat(HexFormat.of().formatHex(context.array(), 36, 40)).isEqualTo("01020000");
        assertThat(HexFormat.of().formatHex(context.array(), 40, 60)).isEqualTo("05060708" + "00".repeat(16));
        assertThat(context.getInt(60)).isEqualTo(772);
        assertThat(context.getLong(0)).isZero();
        assertThat(context.getLong(64)).isZero();
        assertThat(context.capacity()).isEqualTo(72);
    }

    @Test
    void holdsAnIpv6UdpFlow() throws InputException {
        ByteBuffer context = context("ipv6 udp src=2001:db8::a dst=2001:db8::b sport=65535 dport=65535");

        assertThat(context.getInt(8)).isEqualTo(10);
        assertThat(context.getInt(12)).isEqualTo(17);
        assertThat(HexFormat.of().formatHex(context.array(), 16, 36))
                .isEqualTo("00000000" + "20010db800000000000000000000000a");
        assertThat(HexFormat.of().formatHex(context.array(), 36, 40)).isEqualTo("ffff0000");
        assertThat(HexFormat.of().formatHex(context.array(), 40, 60))
                .isEqualTo("00000000" + "20010db800000000000000000000000b");
        assertThat(context.getInt(60)).isEqualTo(65_535);
    }

    @ParameterizedTest
    @ValueSource(strings = {"arp", "ipv4 icmp", "ipv6 icmp"})
    void refusesPacketsWithoutPorts(String words) throws InputException {
        Packet packet = new BuiltPacket(words).packets().get(0);

        assertThatThrownBy(() -> SkLookupContext.of(packet)).isInstanceOf(InputException.class)
                .hasMessage("packet " + packet.name() + ": an sk_lookup program is run on the addresses and ports of "
                        + "a TCP or UDP packet over IPv4 or IPv6, and this one has none; give one such as <packet>ipv4 "
                        + "tcp syn</packet>");
    }

    @Test
    void refusesFragmentsAfterTheFirst() throws InputException {
        byte[] frame = new BuiltPacket("ipv4 udp").packets().get(0).bytes();
        frame[21] = 1;
        Packet fragment = new Packet("fragment", frame);

        assertThatThrownBy(() -> SkLookupContext.of(fragment)).isInstanceOf(InputException.class);
    }

    private static ByteBuffer context(String words) throws InputException {
        return ByteBuffer.wrap(SkLookupContext.of(new BuiltPacket(words).packets().get(0)))
                .order(ByteOrder.nativeOrder());
    }
}
