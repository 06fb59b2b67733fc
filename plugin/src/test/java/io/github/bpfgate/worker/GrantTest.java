package io.github.bpfgate.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrantTest {

    private static final List<String> COMMAND = List.of("/opt/jdk 17/bin/java", "-XX:+A", "-cp", "/a,b:/c=d/*\\", "Main");

    @Test
    void a_line_of_sudoers_means_each_character_as_it_is() {
        assertThat(Grant.sudoers("alice", COMMAND)).isEqualTo("alice ALL=(root) NOPASSWD: /opt/jdk\\ 17/bin/java"
                + " -XX\\:+A -cp /a\\,b\\:/c\\=d/\\*\\\\ Main");
    }

    @Test
    void a_line_of_doas_leaves_the_arguments_open() {
        assertThat(Grant.doas("alice", COMMAND)).isEqualTo("permit nopass alice as root cmd /opt/jdk\\ 17/bin/java");
    }

    @Test
    void is_for_what_sudo_runs_and_not_for_its_own_options() {
        LauncherFailure failure = new LauncherFailure(List.of("nice", "/usr/bin/sudo", "-n", "-u", "root", "setpriv",
                "--no-new-privs"), List.of("/bin/java", "Main"), "alice");
        assertThat(failure.cure(1, List.of("sudo: a password is required")))
                .contains("alice ALL=(root) NOPASSWD: setpriv --no-new-privs /bin/java Main");
    }
}
