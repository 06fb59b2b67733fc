package io.github.bpfgate.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.bpfgate.clang.ClangException;
import io.github.bpfgate.clang.FakeArtifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maven's own resolver, a repository in a directory, and a clang of a few bytes. */
class MavenArtifactsTest {

    private static final String NAME = "The clang of org.example:tiny-clang:1.2:any-linux ";
    private static final String DIRECTORY = "org/example/tiny-clang/1.2";
    private static final String FILE = "tiny-clang-1.2-any-linux.jar";
    /** Of nothing at all. */
    private static final String OTHER_SHA1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";

    @TempDir
    Path directory;

    private final RepositorySystem system = new RepositorySystemSupplier().get();
    private final RecordedLog log = new RecordedLog();
    private DefaultRepositorySystemSession session;
    private Path remote;

    @BeforeEach
    void repositories() throws Exception {
        session = MavenRepositorySystemUtils.newSession();
        session.setLocalRepositoryManager(system.newLocalRepositoryManager(session,
                new LocalRepository(directory.resolve("local").toFile())));
        remote = directory.resolve("remote").resolve(DIRECTORY);
        FakeArtifact.whole().in(remote.resolve(FILE));
        sha1(sha1Of(remote.resolve(FILE)));
    }

    @Test
    void an_artifact_is_fetched_once_and_told_of_once() throws Exception {
        Path jar = jar();

        assertThat(jar).isEqualTo(local(FILE)).hasSameBinaryContentAs(remote.resolve(FILE));
        assertThat(jar()).isEqualTo(jar);
        assertThat(log.lines()).containsExactly(
                "INFO Fetching clang (org.example:tiny-clang:1.2:any-linux), once for all builds of this user");
    }

    @Test
    void an_artifact_that_is_here_needs_no_repository() throws Exception {
        jar();
        session.setOffline(true);

        assertThat(jar()).exists();
    }

    @Test
    void offline_with_nothing_here_is_told() {
        session.setOffline(true);

        refused(NAME + "is not in the local repository, and Maven is offline; run it once without -o, or set <clang> to a"
                + " path");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void coordinates_that_no_repository_knows_are_told_with_the_repositories() throws Exception {
        Files.delete(remote.resolve(FILE));

        refused("There is no artifact org.example:tiny-clang:1.2:any-linux in central (" + url() + "); correct <clang>,"
                + " or add the repository that has it to the <pluginRepositories>, and build with -U");
    }

    @Test
    void a_wrong_checksum_stops_the_build_and_leaves_nothing_here() throws Exception {
        sha1(OTHER_SHA1);

        assertThatExceptionOfType(ClangException.class).isThrownBy(this::jar)
                .withMessageStartingWith(NAME + "came with a checksum that is not its own (Checksum validation failed,")
                .withMessageContaining(OTHER_SHA1)
                .withMessageContaining(") and is not run; build again with -U");
        assertThat(local(FILE)).doesNotExist();

        sha1(sha1Of(remote.resolve(FILE)));
        session.setUpdatePolicy(RepositoryPolicy.UPDATE_POLICY_ALWAYS);
        assertThat(jar()).as("with -U, when the repository is mended").exists();
    }

    @Test
    void whoever_turns_checksums_off_gets_what_there_is() throws Exception {
        sha1(OTHER_SHA1);
        session.setChecksumPolicy(RepositoryPolicy.CHECKSUM_POLICY_IGNORE);

        assertThat(jar()).exists();
    }

    @Test
    void what_a_killed_download_left_is_fetched_anew() throws Exception {
        byte[] whole = Files.readAllBytes(remote.resolve(FILE));
        Path part = local(FILE + ".part");
        Files.createDirectories(part.getParent());
        Files.write(part, Arrays.copyOf(whole, whole.length / 2));
        Files.write(local(FILE + ".123456.tmp"), Arrays.copyOf(whole, whole.length / 2));

        assertThat(jar()).hasBinaryContent(whole);
    }

    @Test
    void a_repository_that_cannot_be_read_is_told_with_what_it_said() throws Exception {
        RemoteRepository odd = new RemoteRepository.Builder("odd", "default", "gopher://example.invalid/").build();

        assertThatExceptionOfType(ClangException.class)
                .isThrownBy(() -> new MavenArtifacts(system, session, List.of(odd), log).jar(FakeArtifact.COORDINATES))
                .withMessageStartingWith(NAME + "cannot be fetched: ").withMessageContaining("gopher")
                .withMessageEndingWith("; mend that and build with -U, or set <clang> to a path");
    }

    private Path jar() throws ClangException {
        RemoteRepository central = new RemoteRepository.Builder("central", "default", url()).setPolicy(
                new RepositoryPolicy(true, RepositoryPolicy.UPDATE_POLICY_DAILY, RepositoryPolicy.CHECKSUM_POLICY_WARN))
                .build();
        return new MavenArtifacts(system, session, List.of(central), log).jar(FakeArtifact.COORDINATES);
    }

    private String url() {
        return directory.resolve("remote").toUri().toString();
    }

    private Path local(String file) {
        return directory.resolve("local").resolve(DIRECTORY).resolve(file);
    }

    private void refused(String sentence) {
        assertThatExceptionOfType(ClangException.class).isThrownBy(this::jar).withMessage(sentence);
    }

    private void sha1(String sum) throws IOException {
        Files.writeString(remote.resolve(FILE + ".sha1"), sum);
    }

    private static String sha1Of(Path file) throws Exception {
        return HexFormat.of().formatHex(
                MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(file)));
    }
}
