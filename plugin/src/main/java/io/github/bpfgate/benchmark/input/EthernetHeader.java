package io.github.bpfgate.benchmark.input;

import java.nio.ByteBuffer;

/** Makes the 14 bytes a frame begins with. */
final class EthernetHeader {
    static final int ADDRESS_BYTES = 6;

    private EthernetHeader() {
    }

    /** {@return a header from {@link #sender()} to {@link #receiver()}} */
    static byte[] synthetic(int etherType) {
        return of(receiver(), sender(), etherType);
    }

    static byte[] of(byte[] destination, byte[] source, int etherType) {
        return ByteBuffer.allocate(FrameHeaders.ETHERNET_HEADER)
                .put(destination)
                .put(source)
                .putShort((short) etherType)
                .array();
    }

    /** {@return 02:00:00:00:00:01, locally administered (IEEE 802, second bit of the first byte)} */
    static byte[] sender() {
        return new byte[] {2, 0, 0, 0, 0, 1};
    }

    /** {@return 02:00:00:00:00:02} */
    static byte[] receiver() {
        return new byte[] {2, 0, 0, 0, 0, 2};
    }

    /** {@return ff:ff:ff:ff:ff:ff} */
    static byte[] broadcast() {
        return new byte[] {-1, -1, -1, -1, -1, -1};
    }
}
