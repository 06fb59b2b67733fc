package io.github.bpfgate.benchmark.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The size of a memory page, which Java does not tell, as the kernel told this process at its start. */
final class PageSize {
    /** In bytes: 4,096 on x86-64; on aarch64 also 16,384 or 65,536. */
    static final int BYTES = read(Path.of("/proc/self/auxv"));
    /** The largest there is, so that where it cannot be read no packet is refused that the kernel would take. */
    private static final int UNKNOWN = 65_536;
    /** Key of the page size in the auxiliary vector (linux/auxvec.h). */
    private static final long AT_PAGESZ = 6;

    private PageSize() {
    }

    /** @param auxiliaryVector file of pairs of 64-bit numbers in native order, key and value */
    static int read(Path auxiliaryVector) {
        try {
            ByteBuffer vector = ByteBuffer.wrap(Files.readAllBytes(auxiliaryVector)).order(ByteOrder.nativeOrder());
            while (vector.remaining() >= 2 * Long.BYTES) {
                long key = vector.getLong();
                long value = vector.getLong();
                if (key == AT_PAGESZ) {
                    return (int) value;
                }
            }
            return UNKNOWN;
        } catch (IOException noProcFileSystem) {
            return UNKNOWN;
        }
    }
}
