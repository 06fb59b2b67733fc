package io.github.bpfgate.benchmark.input;

/** The one's complement checksum of IPv4, TCP, UDP and ICMP headers (RFC 1071). */
final class InternetChecksum {
    private long sum;

    /** Adds bytes as big-endian 16-bit words; an odd last byte is padded with zero, so it must be the last to come. */
    InternetChecksum add(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            sum += (i - from) % 2 == 0 ? (bytes[i] & 0xff) << 8 : bytes[i] & 0xff;
        }
        return this;
    }

    /** Adds one number of the pseudo-header, of at most 32 bits. */
    InternetChecksum add(int number) {
        sum += (number >>> 16) + (number & 0xffff);
        return this;
    }

    /** {@return what belongs into the checksum field} */
    short value() {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (short) ~folded;
    }
}
