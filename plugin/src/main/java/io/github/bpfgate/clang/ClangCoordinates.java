package io.github.bpfgate.clang;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Names an artifact of Maven that has a clang in it.
 *
 * @param classifier says for which platform, such as {@code linux-x86_64}
 */
public record ClangCoordinates(String groupId, String artifactId, String version, String classifier) {

    /** No slash, and so none of them leads out of a directory. */
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9._-]+");

    /** What is taken where the machine has no clang that will do. */
    static ClangCoordinates pinned() {
        return new ClangCoordinates("org.bytedeco", "llvm", "20.1.7-1.5.12", platform(System.getProperty("os.arch")));
    }

    /** Whether the text is meant for coordinates: neither a path nor a program has such a name. */
    static boolean areIn(String text) {
        return text.contains(":") && !text.contains("/");
    }

    /**
     * Reads {@code groupId:artifactId:version} or {@code groupId:artifactId:version:classifier}; the classifier is this
     * machine's where there is none.
     *
     * @throws ClangException if it is neither
     */
    static ClangCoordinates parse(String text) throws ClangException {
        List<String> parts = List.of(text.split(":", -1));
        if (parts.size() < 3 || parts.size() > 4 || !parts.stream().allMatch(part -> PART.matcher(part).matches())) {
            throw new ClangException(
                    "<clang> is set to %s, and coordinates are groupId:artifactId:version or groupId:artifactId:version:classifier, such as %s"
                            .formatted(text, pinned()));
        }
        return new ClangCoordinates(parts.get(0), parts.get(1), parts.get(2),
                parts.size() == 4 ? parts.get(3) : platform(System.getProperty("os.arch")));
    }

    /** The classifier that JavaCPP's artifacts have for what Java calls {@code osArch}. */
    static String platform(String osArch) {
        return switch (osArch) {
            case "amd64" -> "linux-x86_64";
            case "aarch64" -> "linux-arm64";
            default -> "linux-" + osArch;
        };
    }

    @Override
    public String toString() {
        return String.join(":", groupId, artifactId, version, classifier);
    }
}
