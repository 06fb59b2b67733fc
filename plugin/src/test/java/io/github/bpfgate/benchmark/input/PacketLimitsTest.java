package io.github.bpfgate.benchmark.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sizes are those found by trying each one on Linux 6.18 with pages of 4 KiB. */
class PacketLimitsTest {
    private static final int PAGE = 4096;

    @ParameterizedTest
    @CsvSource({
        "sched_cls, 0000, 14, 3712", "sched_act, 0000, 14, 3712", "socket_filter, 0806, 14, 3712",
        "cgroup_skb, 8100, 14, 3712", "lwt_in, 0800, 34, 3712", "lwt_out, 86dd, 54, 3712", "lwt_xmit, 0000, 14, 3712",
        "sched_cls, 0800, 34, 3712", "sched_cls, 86dd, 54, 3712",
        "xdp, 0800, 14, 73152", "xdp, 86dd, 14, 73152", "flow_dissector, 0800, 14, 4096"})
    void takesWhatTheKernelTookAndNothingElse(String type, String etherType, int least, int most) {
        int number = Integer.parseInt(etherType, 16);

        assertThatCode(() -> PacketLimits.check(type, packet(number, least), PAGE)).doesNotThrowAnyException();
        assertThatCode(() -> PacketLimits.check(type, packet(number, most), PAGE)).doesNotThrowAnyException();
        assertThatThrownBy(() -> PacketLimits.check(type, packet(number, least - 1), PAGE))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> PacketLimits.check(type, packet(number, most + 1), PAGE))
                .isInstanceOf(InputException.class);
    }

    @Test
    void growsWithThePage() {
        assertThatCode(() -> PacketLimits.check("sched_cls", packet(0, 65_152), 65_536)).doesNotThrowAnyException();
        assertThatThrownBy(() -> PacketLimits.check("sched_cls", packet(0, 65_153), 65_536))
                .isInstanceOf(InputException.class);
    }

    @Test
    void namesAPacketWithoutEthernetHeader() {
        assertThatThrownBy(() -> PacketLimits.check("xdp", packet(0, 13))).hasMessage("packet #3 13 B is 13 bytes "
                + "long, less than the 14 of an Ethernet header; give the frame from its Ethernet header on");
    }

    @Test
    void namesAPacketWithoutTheIpHeaderItAnnounces() {
        assertThatThrownBy(() -> PacketLimits.check("sched_cls", packet(0x86dd, 53))).hasMessage("packet #3 53 B is "
                + "53 bytes long, less than the 54 of the Ethernet and IPv6 headers its ethertype announces, without "
                + "which the kernel runs no sched_cls program; give the whole header, or another ethertype");
    }

    @Test
    void namesAPacketThatIsTooLong() {
        assertThatThrownBy(() -> PacketLimits.check("sched_cls", packet(0, 4000), PAGE)).hasMessage("packet #3 4000 B "
                + "is 4000 bytes long, more than the 3712 the kernel takes when it test-runs a sched_cls program; give "
                + "a smaller packet (captures hold such large ones when the network card merges packets: ethtool -K "
                + "DEVICE gro off lro off tso off)");
    }

    @Test
    void leavesOtherTypesToTheKernel() {
        assertThatCode(() -> PacketLimits.check("netfilter", packet(0, 100_000))).doesNotThrowAnyException();
    }

    @Test
    void takesForSkLookupWhatMakesAContext() throws InputException {
        Packet tcp = new BuiltPacket("ipv4 tcp size=60000").packets().get(0);

        assertThatCode(() -> PacketLimits.check("sk_lookup", tcp)).doesNotThrowAnyException();
        assertThatThrownBy(() -> PacketLimits.check("sk_lookup", packet(0x0806, 60)))
                .isInstanceOf(InputException.class).hasMessageContaining("sk_lookup");
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 16_384, 65_536})
    void readsThePageSizeFromTheAuxiliaryVector(int size, @TempDir Path directory) throws Exception {
        byte[] vector = ByteBuffer.allocate(48).order(ByteOrder.nativeOrder())
                .putLong(33).putLong(1).putLong(6).putLong(size).putLong(0).putLong(0).array();

        assertThat(PageSize.read(Files.write(directory.resolve("auxv"), vector))).isEqualTo(size);
    }

    @Test
    void refusesNothingTooEarlyWhereThePageSizeCannotBeRead(@TempDir Path directory) throws Exception {
        assertThat(PageSize.read(directory.resolve("none"))).isEqualTo(65_536);
        assertThat(PageSize.read(Files.write(directory.resolve("auxv"), new byte[7]))).isEqualTo(65_536);
    }

    private static Packet packet(int etherType, int size) {
        byte[] frame = new byte[size];
        if (size >= 14) {
            frame[12] = (byte) (etherType >> 8);
            frame[13] = (byte) etherType;
        }
        return new Packet("#3 " + size + " B", frame);
    }
}
