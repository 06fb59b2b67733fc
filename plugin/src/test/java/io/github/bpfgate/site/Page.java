package io.github.bpfgate.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the site, as its author wrote it.
 *
 * @param name of the file, without {@code .md}
 */
record Page(String name, String text) {

    static final Path SITE = Path.of("src/site");

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern INLINE = Pattern.compile("`([^`\\n]+)`");

    static Stream<Page> all() throws IOException {
        try (Stream<Path> files = Files.list(SITE.resolve("markdown"))) {
            return files.sorted().map(Page::read).toList().stream();
        }
    }

    static Page named(String name) {
        return read(SITE.resolve("markdown").resolve(name + ".md"));
    }

    private static Page read(Path file) {
        try {
            return new Page(file.getFileName().toString().replaceFirst("\\.md$", ""), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fenced blocks in that language. */
    List<String> blocks(String language) {
        return BLOCK.matcher(text).results().filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2)).toList();
    }

    /** What stands between backticks in a line. */
    List<String> inlineCode() {
        return found(INLINE, BLOCK.matcher(text).replaceAll(""));
    }

    /** The first group wherever the pattern matches, blocks included. */
    List<String> found(Pattern pattern) {
        return found(pattern, text);
    }

    private static List<String> found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().map(result -> result.group(1)).toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
