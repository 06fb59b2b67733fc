package io.github.bpfgate.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AskingLauncherTest {

    private static List<String> words(String launcher) {
        return launcher.isEmpty() ? List.of() : List.of(launcher.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sudo -n", "/usr/bin/sudo -n -u root", "sudo -En", "sudo -u root -n", "nice sudo -n",
        "sudo --non-interactive", "doas -n", "systemd-run --no-ask-password --scope", "setpriv --reuid=1", "env A=b"})
    void lets_pass_what_never_asks(String launcher) {
        assertThat(AskingLauncher.complaint(words(launcher))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"sudo, sudo -n", "sudo -E, sudo -n -E", "/usr/bin/sudo nice -n 5, /usr/bin/sudo -n nice -n 5",
        "sudo -u nobody setpriv, sudo -n -u nobody setpriv", "nice doas, nice doas -n",
        "systemd-run --scope, systemd-run --no-ask-password --scope"})
    void says_how_to_write_what_may_ask(String launcher, String better) {
        assertThat(AskingLauncher.complaint(words(launcher))).hasValueSatisfying(complaint -> assertThat(complaint)
                .startsWith("<launcher> " + launcher + " may ask for a password, and bpfgate never gives one: without -")
                .endsWith("Write <launcher>" + better + "</launcher>."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"su root -c", "pkexec"})
    void refuses_what_always_asks(String launcher) {
        assertThat(AskingLauncher.complaint(words(launcher))).hasValue("<launcher> " + launcher + " asks for a password,"
                + " and bpfgate never gives one. Write <launcher>sudo -n</launcher>.");
    }

    @Test
    void is_asked_before_anything_is_started(@TempDir Path directory) {
        assertThatThrownBy(() -> new WorkerLauncher(List.of("/no/such/sudo"), List.of(), Duration.ofMinutes(5))
                .run(new WorkerRequestBuilder(directory).examine(), event -> { }))
                .isInstanceOf(WorkerException.class).hasMessageEndingWith("Write <launcher>/no/such/sudo -n</launcher>.");
    }
}
