package io.github.bpfgate.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page of messages quotes what the code says. */
class MessagesTest {

    private static final Pattern HEADING = Pattern.compile("(?m)^### `(.*)`$");
    /** Two literals that the compiler makes one. */
    private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

    /** Of each class what it may say. */
    private static List<List<String>> classes;

    static Stream<String> messages() {
        return Page.named("troubleshooting").found(HEADING).stream();
    }

    @BeforeAll
    static void readTheSources() throws IOException {
        classes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                classes.add(LITERAL.matcher(JOINT.matcher(Files.readString(file)).replaceAll("")).results()
                        .map(literal -> literal.group(1).replace("\\\"", "\"")).toList());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_message_is_said_by_one_class(String message) {
        List<String> parts = Arrays.stream(message.split("…")).map(String::strip).filter(part -> !part.isEmpty())
                .toList();

        assertThat(parts).isNotEmpty();
        assertThat(classes.stream().anyMatch(said -> parts.stream()
                .allMatch(part -> said.stream().anyMatch(literal -> literal.contains(part)))))
                .as("a class says all of " + parts).isTrue();
    }

    @Test
    void no_message_is_explained_twice_and_each_has_an_explanation() {
        assertThat(messages()).doesNotHaveDuplicates().hasSizeGreaterThan(100);
        assertThat(Page.named("troubleshooting").text()).doesNotContainPattern("(?m)^### .*\\n+#");
    }
}
