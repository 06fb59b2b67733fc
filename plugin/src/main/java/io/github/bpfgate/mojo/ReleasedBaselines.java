package io.github.bpfgate.mojo;

import io.github.bpfgate.pipeline.BaselineOrigin;
import io.github.bpfgate.pipeline.GateException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.resolution.VersionRangeResult;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ChecksumFailureException;
import org.eclipse.aether.transfer.MetadataNotFoundException;
import org.eclipse.aether.version.Version;

/** Finds released baselines as Maven finds dependencies; a wrong checksum is an error whatever its policy. */
final class ReleasedBaselines {

    /** What the goal package-baseline attaches. */
    static final String CLASSIFIER = "bpf-baseline";
    static final String EXTENSION = "zip";

    private static final int WITH_CLASSIFIER = 4;

    private final RepositorySystem system;
    private final RepositorySystemSession session;
    private final List<RemoteRepository> repositories;

    ReleasedBaselines(RepositorySystem system, RepositorySystemSession session, List<RemoteRepository> repositories) {
        this.system = system;
        this.session = session;
        this.repositories = repositories.stream().map(ReleasedBaselines::withCheckedSums).toList();
    }

    private static RemoteRepository withCheckedSums(RemoteRepository repository) {
        return new RemoteRepository.Builder(repository).setReleasePolicy(checked(repository.getPolicy(false)))
                .setSnapshotPolicy(checked(repository.getPolicy(true))).build();
    }

    private static RepositoryPolicy checked(RepositoryPolicy policy) {
        return new RepositoryPolicy(policy.isEnabled(), policy.getUpdatePolicy(),
                RepositoryPolicy.CHECKSUM_POLICY_FAIL);
    }

    /** The one with these coordinates. */
    BaselineOrigin at(String coordinates) throws GateException {
        String[] parts = coordinates.strip().split(":");
        if (parts.length < WITH_CLASSIFIER - 1 || parts.length > WITH_CLASSIFIER
                || Stream.of(parts).anyMatch(String::isBlank)) {
            throw new GateException("<baseline> is \"" + coordinates + "\": it is directory, previousRelease, or"
                    + " groupId:artifactId:version[:classifier].");
        }
        return resolve(new DefaultArtifact(parts[0], parts[1],
                parts.length == WITH_CLASSIFIER ? parts[3] : CLASSIFIER, EXTENSION, parts[2]));
    }

    /** That of the newest release below a version. */
    BaselineOrigin before(String groupId, String artifactId, String version) throws GateException {
        String module = groupId + ":" + artifactId;
        VersionRangeResult range = range(new DefaultArtifact(groupId, artifactId, CLASSIFIER, EXTENSION,
                "(," + version + ")"));
        Optional<String> newest = range.getVersions().stream().map(Version::toString)
                .filter(each -> !each.endsWith("SNAPSHOT")).reduce((older, newer) -> newer);
        if (newest.isPresent()) {
            return resolve(new DefaultArtifact(groupId, artifactId, CLASSIFIER, EXTENSION, newest.get()));
        }
        Optional<Exception> failure = range.getExceptions().stream()
                .filter(e -> !(e instanceof MetadataNotFoundException)).findFirst();
        if (session.isOffline()) {
            throw new GateException("No release of " + module + " is in the local repository, and Maven is offline. Run"
                    + " it once without -o, or set <baseline> to directory.");
        }
        if (failure.isPresent()) {
            throw new GateException("Cannot find the releases of " + module + ": " + failure.get().getMessage()
                    + ". Mend that, and build with -U.");
        }
        return new BaselineOrigin.NoRelease("there is no release of " + module + " below " + version + " in "
                + names());
    }

    private VersionRangeResult range(Artifact artifact) throws GateException {
        try {
            return system.resolveVersionRange(session, new VersionRangeRequest(artifact, repositories, null));
        } catch (VersionRangeResolutionException e) {
            throw new GateException("Cannot find the releases of " + artifact.getGroupId() + ":"
                    + artifact.getArtifactId() + ": " + e.getMessage() + ".", e);
        }
    }

    private BaselineOrigin resolve(Artifact artifact) throws GateException {
        String name = artifact.getGroupId() + ":" + artifact.getArtifactId() + ":" + artifact.getVersion() + ":"
                + artifact.getClassifier();
        try {
            return new BaselineOrigin.Released(name, system.resolveArtifact(session,
                    new ArtifactRequest(artifact, repositories, null)).getArtifact().getFile().toPath());
        } catch (ArtifactResolutionException e) {
            throw new GateException(sentence(name, e), e);
        }
    }

    private String sentence(String name, ArtifactResolutionException e) {
        if (session.isOffline()) {
            return "The baseline " + name + " is not in the local repository, and Maven is offline. Run it once without"
                    + " -o, or set <baseline> to directory.";
        }
        Optional<ChecksumFailureException> checksum = cause(e, ChecksumFailureException.class);
        if (checksum.isPresent()) {
            return "The baseline " + name + " came with a checksum that is not its own (" + checksum.get().getMessage()
                    + "). Build again with -U; if that does not help, the repository holds a damaged file, or another"
                    + " than was released.";
        }
        if (cause(e, ArtifactNotFoundException.class).isPresent()) {
            return "There is no baseline " + name + " in " + names() + ". Correct <baseline>, or, if that version was"
                    + " released without the goal package-baseline, name one that was, or set <baseline> to directory;"
                    + " then build with -U.";
        }
        return "The baseline " + name + " cannot be fetched: " + e.getMessage() + ". Mend that, and build with -U.";
    }

    private String names() {
        return repositories.isEmpty() ? "any repository, for none is configured" : repositories.stream()
                .map(r -> r.getId() + " (" + r.getUrl() + ")").collect(Collectors.joining(" or "));
    }

    private static <T extends Throwable> Optional<T> cause(ArtifactResolutionException e, Class<T> type) {
        Stream<Throwable> exceptions = Stream.concat(Stream.of(e),
                e.getResults().stream().flatMap(result -> result.getExceptions().stream()));
        return exceptions.flatMap(x -> Stream.iterate(x, t -> t != null, Throwable::getCause))
                .filter(type::isInstance).map(type::cast).findFirst();
    }
}
