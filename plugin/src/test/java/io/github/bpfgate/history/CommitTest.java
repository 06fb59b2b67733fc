package io.github.bpfgate.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitTest {

    @TempDir
    Path directory;

    private void git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString(), "-c", "user.name=N", "-c",
                "user.email=n@example.org"));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("GIT_COMMITTER_DATE", "2026-11-24T20:00:21+02:00");
        assertThat(builder.start().waitFor()).isZero();
    }

    @Test
    void outside_of_git_there_is_none() throws Exception {
        assertThat(Commit.of(directory)).isEmpty();
    }

    @Test
    void before_the_first_commit_there_is_none() throws Exception {
        git("init", "-q");

        assertThat(Commit.of(directory)).isEmpty();
    }

    @Test
    void it_is_the_one_checked_out_whatever_git_is_configured_to_show() throws Exception {
        git("init", "-q");
        git("config", "log.showSignature", "true");
        git("commit", "-q", "--allow-empty", "-m", "first");
        Path module = Files.createDirectories(directory.resolve("a/module"));

        assertThat(Commit.of(module)).hasValueSatisfying(commit -> {
            assertThat(commit.id()).matches("[0-9a-f]{40}");
            assertThat(commit.date()).isEqualTo(Instant.parse("2026-11-24T18:00:21Z"));
        });
    }

    @Test
    void a_linked_working_tree_has_its_own() throws Exception {
        git("init", "-q");
        git("commit", "-q", "--allow-empty", "-m", "first");
        git("worktree", "add", "-q", "linked");
        git("commit", "-q", "--allow-empty", "-m", "second");

        assertThat(Commit.of(directory.resolve("linked")).orElseThrow().id())
                .isNotEqualTo(Commit.of(directory).orElseThrow().id());
    }

    @Test
    void a_repository_that_git_refuses_is_told_in_gits_words() throws Exception {
        Files.writeString(directory.resolve(".git"), "gitdir: nowhere");

        assertThatExceptionOfType(HistoryException.class).isThrownBy(() -> Commit.of(directory))
                .withMessageStartingWith("git does not tell the commit of " + directory + ": fatal: ");
    }
}
