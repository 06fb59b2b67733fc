package io.github.bpfgate.clang;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What tells whether a program can run here, and by which name the loader looks for a library.
 *
 * @param machine {@code e_machine} of elf.h
 * @param soname the library's {@code DT_SONAME}; empty for a program
 */
record ElfFile(int machine, Optional<String> soname) {

    private static final int MAGIC = 0x7f454c46;
    private static final int CLASS_64 = 2;
    private static final int LITTLE_ENDIAN = 1;
    /** Offsets in {@code Elf64_Ehdr}, {@code Elf64_Shdr} and {@code Elf64_Dyn}. */
    private static final int IDENT_CLASS = 4;
    private static final int IDENT_DATA = 5;
    private static final int MACHINE = 18;
    private static final int SECTIONS = 40;
    private static final int SECTION_SIZE = 58;
    private static final int SECTION_COUNT = 60;
    private static final int TYPE = 4;
    private static final int OFFSET = 24;
    private static final int SIZE = 32;
    private static final int LINK = 40;
    private static final int DYNAMIC_ENTRY = 16;
    private static final int SHT_DYNAMIC = 6;
    private static final long DT_SONAME = 14;
    private static final int EM_X86_64 = 62;
    private static final int EM_AARCH64 = 183;

    /** Empty if it is no 64-bit ELF file, or a damaged one. */
    static Optional<ElfFile> read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer bytes = channel.map(MapMode.READ_ONLY, 0, Math.min(channel.size(), Integer.MAX_VALUE));
            if (bytes.remaining() < MACHINE + 2 || bytes.getInt(0) != MAGIC || bytes.get(IDENT_CLASS) != CLASS_64) {
                return Optional.empty();
            }
            bytes.order(bytes.get(IDENT_DATA) == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            return Optional.of(new ElfFile(Short.toUnsignedInt(bytes.getShort(MACHINE)), soname(bytes)));
        } catch (IndexOutOfBoundsException | BufferUnderflowException damaged) {
            return Optional.empty();
        }
    }

    /** Whether this machine is none that such a program was made for. */
    boolean isForeign() {
        return machineHere().map(here -> here != machine).orElse(false);
    }

    /** The machine by the name that {@code uname -m} has for it, or by its number. */
    String machineName() {
        return switch (machine) {
            case EM_X86_64 -> "x86_64";
            case EM_AARCH64 -> "aarch64";
            default -> "machine number " + machine + " of elf.h";
        };
    }

    private static Optional<Integer> machineHere() {
        return switch (System.getProperty("os.arch")) {
            case "amd64" -> Optional.of(EM_X86_64);
            case "aarch64" -> Optional.of(EM_AARCH64);
            default -> Optional.empty();
        };
    }

    private static Optional<String> soname(ByteBuffer bytes) {
        int sections = (int) bytes.getLong(SECTIONS);
        int size = Short.toUnsignedInt(bytes.getShort(SECTION_SIZE));
        for (int i = 0; i < Short.toUnsignedInt(bytes.getShort(SECTION_COUNT)); i++) {
            int section = sections + i * size;
            if (bytes.getInt(section + TYPE) == SHT_DYNAMIC) {
                int names = sections + bytes.getInt(section + LINK) * size;
                return soname(bytes, (int) bytes.getLong(section + OFFSET), (int) bytes.getLong(section + SIZE),
                        (int) bytes.getLong(names + OFFSET));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> soname(ByteBuffer bytes, int dynamic, int size, int names) {
        for (int entry = dynamic; entry < dynamic + size; entry += DYNAMIC_ENTRY) {
            if (bytes.getLong(entry) == DT_SONAME) {
                return Optional.of(text(bytes, names + (int) bytes.getLong(entry + 8)));
            }
        }
        return Optional.empty();
    }

    private static String text(ByteBuffer bytes, int from) {
        int to = from;
        while (bytes.get(to) != 0) {
            to++;
        }
        byte[] text = new byte[to - from];
        bytes.get(from, text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
