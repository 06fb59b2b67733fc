package io.github.bpfgate.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.bpfgate.pipeline.BaselineOrigin;
import io.github.bpfgate.pipeline.GateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.codehaus.plexus.PlexusContainer;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.RemoteRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maven's own resolver, on a repository of files, with a local repository of the test's own. */
@MojoTest
class ReleasedBaselinesTest {

    @TempDir
    private Path directory;

    @Inject
    private PlexusContainer container;

    private Path remote;
    private DefaultRepositorySystemSession repositories;

    @BeforeEach
    void release() throws Exception {
        remote = directory.resolve("remote");
        repositories = MavenRepositorySystemUtils.newSession();
        repositories.setLocalRepositoryManager(system().newLocalRepositoryManager(repositories,
                new LocalRepository(directory.resolve("local").toFile())));
        publish("1.0", "2.0-SNAPSHOT", "1.10", "1.9");
    }

    private RepositorySystem system() throws Exception {
        return container.lookup(RepositorySystem.class);
    }

    private void publish(String... versions) throws Exception {
        write("org/example/gated/maven-metadata.xml", "<metadata><groupId>org.example</groupId><artifactId>gated"
                + "</artifactId><versioning><versions>" + Stream.of(versions).map(v -> "<version>" + v + "</version>")
                .collect(Collectors.joining()) + "</versions></versioning></metadata>");
        for (String version : versions) {
            write(zip(version), "baseline of " + version);
        }
    }

    private static String zip(String version) {
        return "org/example/gated/" + version + "/gated-" + version + "-bpf-baseline.zip";
    }

    private void write(String name, String text) throws Exception {
        Path file = remote.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.writeString(remote.resolve(name + ".sha1"), HexFormat.of().formatHex(
                MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8))));
    }

    private ReleasedBaselines baselines() throws Exception {
        return new ReleasedBaselines(system(), repositories,
                List.of(new RemoteRepository.Builder("files", "default", remote.toUri().toString()).build()));
    }

    private static void holds(BaselineOrigin origin, String coordinates, String text) throws IOException {
        assertThat(origin).isInstanceOfSatisfying(BaselineOrigin.Released.class, released -> {
            assertThat(released.coordinates()).isEqualTo(coordinates);
            assertThat(released.file()).hasContent(text);
        });
    }

    private static void refused(ThrowingCallable call, String start, String end) {
        assertThatExceptionOfType(GateException.class).isThrownBy(call).withMessageStartingWith(start)
                .withMessageEndingWith(end);
    }

    @Test
    void coordinates_name_one_and_the_classifier_may_be_left_out() throws Exception {
        holds(baselines().at("org.example:gated:1.9"), "org.example:gated:1.9:bpf-baseline", "baseline of 1.9");
        write("org/example/gated/1.9/gated-1.9-other.zip", "other");
        holds(baselines().at("org.example:gated:1.9:other"), "org.example:gated:1.9:other", "other");
        for (String wrong : List.of("dirctory", "a:b", "a:b:c:d:e", "a::c")) {
            refused(() -> baselines().at(wrong), "<baseline> is \"" + wrong + "\": it is directory, previousRelease, or"
                    + " groupId:artifactId:version[:classifier].", "");
        }
    }

    @Test
    void the_previous_release_is_the_newest_below_by_the_order_of_versions() throws Exception {
        holds(baselines().before("org.example", "gated", "2.1-SNAPSHOT"), "org.example:gated:1.10:bpf-baseline",
                "baseline of 1.10");
        holds(baselines().before("org.example", "gated", "1.10-SNAPSHOT"), "org.example:gated:1.9:bpf-baseline",
                "baseline of 1.9");
    }

    @Test
    void a_first_release_has_no_previous_one() throws Exception {
        String where = " in files (" + remote.toUri() + ")";
        assertThat(baselines().before("org.example", "gated", "1.0-SNAPSHOT")).isEqualTo(new BaselineOrigin.NoRelease(
                "there is no release of org.example:gated below 1.0-SNAPSHOT" + where));
        assertThat(baselines().before("org.example", "new", "1.0")).isEqualTo(new BaselineOrigin.NoRelease(
                "there is no release of org.example:new below 1.0" + where));
    }

    @Test
    void unknown_coordinates_are_told_with_the_repositories_that_were_asked() throws Exception {
        refused(() -> baselines().at("org.example:gated:7"), "There is no baseline org.example:gated:7:bpf-baseline in files ("
                + remote.toUri() + "). Correct <baseline>, or, if that version was released without the goal package-baseline",
                "then build with -U.");
    }

    @Test
    void a_wrong_checksum_is_an_error_although_maven_would_only_warn() throws Exception {
        Files.writeString(remote.resolve(zip("1.9") + ".sha1"), "0".repeat(40));
        refused(() -> baselines().at("org.example:gated:1.9"), "The baseline org.example:gated:1.9:bpf-baseline came with a"
                + " checksum that is not its own (", "or another than was released.");
    }

    @Test
    void offline_what_was_fetched_before_is_there_and_nothing_else() throws Exception {
        baselines().before("org.example", "gated", "2.1-SNAPSHOT");
        repositories.setOffline(true);
        holds(baselines().before("org.example", "gated", "2.1-SNAPSHOT"), "org.example:gated:1.10:bpf-baseline",
                "baseline of 1.10");
        refused(() -> baselines().at("org.example:gated:1.9"), "The baseline org.example:gated:1.9:bpf-baseline is not in the"
                + " local repository, and Maven is offline.", "or set <baseline> to directory.");
        refused(() -> baselines().before("org.example", "new", "1.0"), "No release of org.example:new is in the local"
                + " repository, and Maven is offline.", "or set <baseline> to directory.");
    }
}
