package io.github.bpfgate.mojo;

import io.github.bpfgate.clang.ClangArtifacts;
import io.github.bpfgate.clang.ClangException;
import io.github.bpfgate.clang.ClangCoordinates;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.Log;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.LocalArtifactRequest;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ChecksumFailureException;

/**
 * Fetches a clang as Maven fetches its plugins: from their repositories, by way of mirrors and proxies, into the local
 * repository. One thing is stricter: a program whose checksum does not fit is not run, where Maven only warns.
 */
final class MavenArtifacts implements ClangArtifacts {

    private final RepositorySystem system;
    private final RepositorySystemSession session;
    private final List<RemoteRepository> repositories;
    private final Log log;

    /** @param repositories of plugins, as Maven configures them for the module */
    MavenArtifacts(RepositorySystem system, RepositorySystemSession session, List<RemoteRepository> repositories,
            Log log) {
        this.system = system;
        this.session = session;
        this.repositories = repositories.stream().map(MavenArtifacts::withCheckedSums).toList();
        this.log = log;
    }

    private static RemoteRepository withCheckedSums(RemoteRepository repository) {
        return new RemoteRepository.Builder(repository).setReleasePolicy(checked(repository.getPolicy(false)))
                .setSnapshotPolicy(checked(repository.getPolicy(true))).build();
    }

    private static RepositoryPolicy checked(RepositoryPolicy policy) {
        return new RepositoryPolicy(policy.isEnabled(), policy.getUpdatePolicy(),
                RepositoryPolicy.CHECKSUM_POLICY_FAIL);
    }

    @Override
    public Path jar(ClangCoordinates coordinates) throws ClangException {
        Artifact artifact = new DefaultArtifact(coordinates.groupId(), coordinates.artifactId(),
                coordinates.classifier(), "jar", coordinates.version());
        if (!isHere(artifact) && !session.isOffline()) {
            log.info("Fetching clang (" + coordinates + "), once for all builds of this user");
        }
        try {
            return system.resolveArtifact(session, new ArtifactRequest(artifact, repositories, null)).getArtifact()
                    .getFile().toPath();
        } catch (ArtifactResolutionException e) {
            throw new ClangException(sentence(coordinates, e), e);
        }
    }

    private boolean isHere(Artifact artifact) {
        return session.getLocalRepositoryManager()
                .find(session, new LocalArtifactRequest(artifact, repositories, null)).isAvailable();
    }

    private String sentence(ClangCoordinates coordinates, ArtifactResolutionException e) {
        Optional<ChecksumFailureException> checksum = causes(e, ChecksumFailureException.class);
        if (session.isOffline()) {
            return "The clang of " + coordinates + " is not in the local repository, and Maven is offline; run it once"
                    + " without -o, or set <clang> to a path";
        }
        if (checksum.isPresent()) {
            return "The clang of " + coordinates + " came with a checksum that is not its own (" + checksum.get().getMessage()
                    + ") and is not run; build again with -U, and if that does not help ask whoever keeps the repository: "
                    + "it holds a damaged or another file";
        }
        if (causes(e, ArtifactNotFoundException.class).isPresent()) {
            return "There is no artifact " + coordinates + " in " + names() + "; correct <clang>, or add the repository"
                    + " that has it to the <pluginRepositories>, and build with -U";
        }
        return "The clang of " + coordinates + " cannot be fetched: " + e.getMessage()
                + "; mend that and build with -U, or set <clang> to a path";
    }

    private String names() {
        return repositories.isEmpty() ? "any plugin repository, for none is configured" : repositories.stream()
                .map(r -> r.getId() + " (" + r.getUrl() + ")").collect(Collectors.joining(" or "));
    }

    private static <T extends Throwable> Optional<T> causes(ArtifactResolutionException e, Class<T> type) {
        Stream<Throwable> exceptions = Stream.concat(Stream.of(e),
                e.getResults().stream().flatMap(result -> result.getExceptions().stream()));
        return exceptions.flatMap(x -> Stream.iterate(x, t -> t != null, Throwable::getCause))
                .filter(type::isInstance).map(type::cast).findFirst();
    }
}
