package io.github.bpfgate.benchmark;

import io.github.bpfgate.instrument.ObjectFormatException;
import io.github.bpfgate.instrument.ObjectMap;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An object file's bytes, read once, so that every load is of the same bytes, and what is known of them, found out once
 * for all programs.
 */
public final class ObjectFile {

    private final String name;
    private final byte[] bytes;
    private String sha256;
    private ObjectMap map;

    /**
     * @param name  the file's name, such as {@code fun_xdp.bpf.o}
     * @param bytes the ELF file, which nobody changes
     */
    public ObjectFile(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /** The file's name, such as {@code fun_xdp.bpf.o}. */
    public String name() {
        return name;
    }

    /** The ELF file. */
    public byte[] bytes() {
        return bytes;
    }

    /** The bytes' SHA-256 in lower-case hex. */
    public String sha256() {
        if (sha256 == null) {
            try {
                sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
        return sha256;
    }

    /**
     * What its symbols and debug information tell of its programs.
     *
     * @throws ObjectFormatException if it is no eBPF object, or is broken
     */
    ObjectMap map() throws ObjectFormatException {
        if (map == null) {
            map = ObjectMap.read(bytes, name);
        }
        return map;
    }
}
