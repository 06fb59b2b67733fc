package io.github.bpfgate.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitRefTest {

    @TempDir
    private Path directory;
    private Path work;
    private Clone origin;
    private String first;

    @BeforeEach
    void commitTwice() throws Exception {
        work = directory.resolve("origin");
        origin = Clone.init(work).write("module/src/a.bpf.c", "one").write("other/b.h", "b").write("README", "r");
        Files.createSymbolicLink(work.resolve("module/src/link.h"), Path.of("../../other/b.h"));
        first = origin.commit();
        origin.tag("v1");
        origin.write("module/src/a.bpf.c", "two").write("module/src/late.bpf.c", "late");
        origin.commit();
    }

    @AfterEach
    void close() {
        origin.close();
    }

    private static String refusal(Path directory, String name) {
        return catchThrowableOfType(GitException.class, () -> GitRef.open(directory, name).close()).getMessage();
    }

    @Test
    void writes_the_files_of_a_commit_as_they_were_where_they_were() throws Exception {
        origin.write("module/src/a.bpf.c", "not committed");
        try (GitRef ref = GitRef.open(work.resolve("module/src"), "HEAD~1")) {
            assertThat(ref.commit()).isEqualTo(first);
            assertThat(ref.describe()).isEqualTo("HEAD~1 (" + first.substring(0, 9) + ")");
            assertThat(ref.workTree()).isEqualTo(work.toRealPath());
            assertThat(ref.has(Path.of("module/src/a.bpf.c"))).isTrue();
            assertThat(ref.has(Path.of("module/src/late.bpf.c"))).isFalse();
            assertThat(ref.has(Path.of(""))).isTrue();

            Path root = directory.resolve("root");
            ref.write(List.of(Path.of("module"), Path.of("nowhere")), root);
            assertThat(root.resolve("module/src/a.bpf.c")).hasContent("one");
            assertThat(root.resolve("module/src/late.bpf.c")).doesNotExist();
            assertThat(root.resolve("other")).doesNotExist();
            ref.write(List.of(Path.of("other")), root);
            assertThat(root.resolve("module/src/link.h")).isSymbolicLink().hasContent("b");

            ref.write(List.of(Path.of("")), directory.resolve("all"));
            assertThat(directory.resolve("all/README")).hasContent("r");
        }
    }

    @Test
    void knows_tags_branches_and_ids_and_leaves_the_clone_as_it_was() throws Exception {
        for (String name : List.of("v1", first, first.substring(0, 8), "main~1")) {
            try (GitRef ref = GitRef.open(work, name)) {
                assertThat(ref.commit()).as(name).isEqualTo(first);
            }
        }
        assertThat(work.resolve("module/src/a.bpf.c")).hasContent("two");
    }

    @Test
    void says_that_there_is_no_clone() {
        assertThat(refusal(directory, "main")).isEqualTo(directory + " is in no git work tree, so there is no main to"
                + " compare with. Run the build in a clone, or drop -Dbpfgate.baselineRef.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "origin/release | Fetch it: git fetch --depth=1 origin +refs/heads/release:refs/remotes/origin/release",
        "HEAD~1 | Fetch the history before it: git fetch --unshallow origin",
        "1234567 | Fetch the history before it: git fetch --unshallow origin",
        "0123456789012345678901234567890123456789 | Fetch it: git fetch --depth=1 origin"
                + " 0123456789012345678901234567890123456789",
        "v9 | If it is a tag, fetch it: git fetch --depth=1 origin tag v9; if it is a branch: git fetch --depth=1 origin"
                + " +refs/heads/v9:refs/remotes/origin/v9 and call it origin/v9."})
    void tells_the_command_that_fetches_what_a_shallow_clone_lacks(String name, String cure) throws Exception {
        Path shallow = directory.resolve("shallow");
        Clone.of(origin, shallow, 1).close();
        assertThat(refusal(shallow, name))
                .isEqualTo("There is no " + name + " in this shallow clone (" + shallow + "). " + cure);
    }

    @Test
    void tells_what_to_do_in_a_whole_clone_and_in_one_without_a_remote() throws Exception {
        Path whole = directory.resolve("whole");
        Clone.of(origin, whole, 0).close();
        assertThat(refusal(whole, "origin/new")).isEqualTo("There is no origin/new in this clone (" + whole
                + "). Fetch it: git fetch origin +refs/heads/new:refs/remotes/origin/new");
        assertThat(refusal(whole, "HEAD~9")).endsWith("Correct the name; git log lists what there is.");
        assertThat(refusal(work, "origin/main")).endsWith("It has no remote to fetch it from: correct the name; git"
                + " branch --all and git tag list those there are.");
        assertThat(refusal(work, "HEAD^{")).isEqualTo("HEAD^{ is no name of a commit. Write one such as origin/main, v1.2 or"
                + " HEAD~1.");
    }
}
