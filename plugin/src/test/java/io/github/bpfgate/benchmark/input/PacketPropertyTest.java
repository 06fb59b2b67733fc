package io.github.bpfgate.benchmark.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PacketPropertyTest {

    @Property(tries = 1000)
    void anyBytesHaveAName(@ForAll @Size(max = 100) byte[] bytes, @ForAll @IntRange(max = 4) int kind,
            @ForAll @IntRange(max = 100) int length) {
        int[] etherTypes = {0x0800, 0x86dd, 0x8100, 0x0806, 0x88a8};
        byte[] frame = Arrays.copyOf(bytes, length);
        if (length >= 15) {
            frame[12] = (byte) (etherTypes[kind] >> 8);
            frame[13] = (byte) etherTypes[kind];
            frame[14] = (byte) (kind == 1 ? 0x60 : 0x45);
        }

        assertThatCode(() -> Packet.numbered(1, frame)).doesNotThrowAnyException();
        assertThat(Packet.numbered(1, frame).name()).startsWith("#1 ").endsWith(length + " B");
    }
}
