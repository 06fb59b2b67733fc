package io.github.bpfgate.benchmark;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An object file's bytes, read once, so that every load is of the same bytes.
 *
 * @param name  the file's name, such as {@code fun_xdp.bpf.o}
 * @param bytes the ELF file
 */
public record ObjectFile(String name, byte[] bytes) {

    /** The bytes' SHA-256 in lower-case hex. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
