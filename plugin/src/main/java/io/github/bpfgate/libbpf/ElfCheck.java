package io.github.bpfgate.libbpf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Tells what is wrong with a file that is no eBPF object, in words libbpf does not have.
 *
 * <p>Offsets and numbers are of the ELF-64 header (elf.h): machine at 18, section table at 40, its entry size at 58
 * and count at 60.
 */
final class ElfCheck {

    private static final int EM_BPF = 247;
    private static final int HEADER_BYTES = 64;

    private ElfCheck() {
    }

    static void requireBpf(byte[] bytes, String name) {
        if (bytes.length < 4 || bytes[0] != 0x7f || bytes[1] != 'E' || bytes[2] != 'L' || bytes[3] != 'F') {
            throw new BpfException(name + " is not an ELF file"
                    + (bytes.length == 0 ? " (it is empty)" : "") + ". Name an object built by clang -target bpf.", 0);
        }
        if (bytes.length < HEADER_BYTES) {
            throw truncated(name, bytes.length, HEADER_BYTES);
        }
        ByteBuffer elf = ByteBuffer.wrap(bytes)
                .order(bytes[5] == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int machine = Short.toUnsignedInt(elf.getShort(18));
        if (machine != EM_BPF) {
            throw new BpfException(name + " is an ELF file for machine " + machine + ", not for eBPF (" + EM_BPF
                    + "). Build it with clang -target bpf.", 0);
        }
        long end = elf.getLong(40) + (long) Short.toUnsignedInt(elf.getShort(58))
                * Short.toUnsignedInt(elf.getShort(60));
        if (end < 0 || end > bytes.length) {
            throw truncated(name, bytes.length, end);
        }
    }

    private static BpfException truncated(String name, long has, long needs) {
        return new BpfException(name + " is truncated: it has " + has + " bytes and its section table ends at "
                + needs + ". Build it again.", 0);
    }
}
