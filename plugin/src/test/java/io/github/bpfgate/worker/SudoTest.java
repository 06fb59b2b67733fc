package io.github.bpfgate.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bpfgate.fixture.NeedsEbpf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * The real sudo and doas, run by nobody. What a test allows it allows in a mount namespace of its own, where a copy of
 * /etc lies over the machine's.
 */
@NeedsEbpf
class SudoTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void beRoot() {
        require("root".equals(System.getProperty("user.name")), "only root can become nobody");
    }

    private static void require(boolean fulfilled, String otherwise) {
        if (!fulfilled) {
            System.out.println("Skipped a test of sudo: " + otherwise);
            throw new TestAbortedException(otherwise);
        }
    }

    private static void requireProgram(String name) {
        require(Stream.of(System.getenv("PATH").split(":")).map(entry -> Path.of(entry, name))
                .anyMatch(Files::isExecutable), "no " + name + " on this machine");
    }

    /** @param rules stand in that file below /etc; the launcher is run by nobody */
    private List<WorkerEvent> run(String rules, String in, String... launcher) throws Exception {
        Path file = Files.writeString(directory.resolve("rules"), rules);
        List<String> asNobody = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c",
                "mkdir -p $0/etc && mount -t tmpfs tmpfs $0/etc && cp -a /etc/. $0/etc/ && install -m 440 " + file
                + " $0/etc/" + in + " && mount --bind $0/etc /etc && exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$@\"",
                directory.toString()));
        asNobody.addAll(List.of(launcher));
        List<WorkerEvent> events = new ArrayList<>();
        new WorkerLauncher(asNobody, WorkerRequestBuilder.classPath(), Duration.ofMinutes(5))
                .run(new WorkerRequestBuilder(directory).examine(), events::add);
        return events;
    }

    private String refusal(String rules, String in, String... launcher) {
        return catchThrowableOfType(WorkerException.class, () -> run(rules, in, launcher)).getMessage();
    }

    /** The user in it is whoever runs the tests, and here nobody runs sudo. */
    private static String lineFor(String start, String message) {
        return message.lines().map(String::strip).filter(line -> line.startsWith(start)).findFirst().orElseThrow()
                .replaceFirst("root", "nobody");
    }

    @Test
    void sudo_that_wants_a_password_is_told_with_a_line_that_lets_it_do_without() throws Exception {
        requireProgram("sudo");
        String message = refusal("", "sudoers", "sudo", "-n");
        assertThat(message).startsWith("The worker ended with exit value 1 before it was done. <launcher> wants a password,"
                + " which bpfgate never gives. Put this line into a file of its own, by sudo visudo -f"
                + " /etc/sudoers.d/bpfgate:").contains("Its price: ").contains("a password is required");
        String line = lineFor("root ALL=(root) NOPASSWD: ", message);

        assertThat(run(line + "\n", "sudoers", "sudo", "-n")).anySatisfy(event ->
                assertThat(event).isInstanceOfSatisfying(WorkerEvent.Examined.class, examined -> {
                    assertThat(examined.missingCapabilities()).isEmpty();
                    assertThat(examined.namespaces()).isEmpty();
                }));
        assertThat(refusal(line + "\n", "sudoers", "sudo", "-n", "nice")).as("and allows nothing else")
                .contains("<launcher> wants a password");
    }

    @Test
    void doas_that_wants_a_password_is_told_with_a_line_that_lets_it_do_without() throws Exception {
        requireProgram("doas");
        String message = refusal("", "doas.conf", "doas", "-n");
        assertThat(message).contains("<launcher> wants a password, which bpfgate never gives. Put this line into"
                + " /etc/doas.conf:");

        assertThat(run(lineFor("permit nopass root as root cmd ", message) + "\n", "doas.conf", "doas", "-n"))
                .anySatisfy(event -> assertThat(event).isInstanceOf(WorkerEvent.Examined.class));
    }
}
