package io.github.bpfgate.benchmark.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BuiltPacketPropertyTest {

    @Property(tries = 400)
    void checksumsSumToAllOnes(@ForAll boolean ipv6, @ForAll @IntRange(max = 2) int protocol,
            @ForAll @Size(min = 1, max = 60) byte[] payload, @ForAll @IntRange(max = 65_535) int port,
            @ForAll @IntRange(max = 255) int octet, @ForAll boolean tagged) throws InputException {
        String[] protocols = {"udp sport=" + port, "tcp dport=" + port, "icmp"};
        String words = (ipv6 ? "ipv6 src=fe80::" + Integer.toHexString(port) : "ipv4 dst=10.1." + octet + ".2") + " "
                + protocols[protocol] + " ttl=" + octet + (tagged ? " vlan=7" : "")
                + " payload=" + HexFormat.of().formatHex(payload);
        byte[] frame = frame(words);
        int network = tagged ? 18 : 14;
        int segment = network + (ipv6 ? 40 : 20);

        long pseudo = ipv6
                ? words(frame, network + 8, network + 40) + frame[network + 6] + (frame.length - segment)
                : words(frame, network + 12, network + 20) + frame[network + 9] + (frame.length - segment);
        boolean plainIcmp = !ipv6 && protocol == 2;

        assertThat(ipv6 ? 0xffff : fold(words(frame, network, network + 20))).isEqualTo(0xffff);
        assertThat(fold(words(frame, segment, frame.length) + (plainIcmp ? 0 : pseudo))).isEqualTo(0xffff);
    }

    @Property(tries = 500)
    void anyTextGivesAPacketOrAnInputException(@ForAll String text) {
        try {
            assertThat(new BuiltPacket(text).packets()).hasSize(1);
        } catch (InputException refused) {
            assertThat(refused).hasMessageStartingWith("packet \"" + text.strip() + "\": ");
        }
    }

    private static byte[] frame(String words) throws InputException {
        return new BuiltPacket(words).packets().get(0).bytes();
    }

    /** Written differently from the class under test on purpose: whole words, then folded once at the end. */
    private static long words(byte[] bytes, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i += 2) {
            sum += 256L * Byte.toUnsignedInt(bytes[i]) + (i + 1 < to ? Byte.toUnsignedInt(bytes[i + 1]) : 0);
        }
        return sum;
    }

    /** One's complement addition is addition modulo 65,535, in which a sum that is not nothing has no zero. */
    private static int fold(long sum) {
        return sum % 65_535 == 0 ? 65_535 : (int) (sum % 65_535);
    }
}
