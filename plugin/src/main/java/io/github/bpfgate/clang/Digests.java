package io.github.bpfgate.clang;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Computes SHA-256, and remembers that of source files during one compilation, in which most sources read the same
 * headers.
 *
 * <p>A file that changes after it was remembered goes into the fingerprints with its older digest, which no longer
 * fits the next time: the error is on the side of compiling once too often.
 */
final class Digests {

    private final Map<Path, Optional<String>> known = new ConcurrentHashMap<>();

    /** The digest as of this compilation; empty when it is not a file that can be read. */
    Optional<String> of(Path file) {
        return known.computeIfAbsent(file, Digests::compute);
    }

    /** The digest as of now. */
    static Optional<String> compute(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(compute(Files.readAllBytes(file)));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    static String compute(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    /** The digest of a file that may be large. */
    static String stream(Path file) throws IOException {
        MessageDigest sha256 = sha256();
        try (InputStream content = new DigestInputStream(Files.newInputStream(file), sha256)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
