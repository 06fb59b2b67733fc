package io.github.bpfgate.pipeline;

import io.github.bpfgate.baseline.Baseline;
import io.github.bpfgate.baseline.BaselineDirectory;
import io.github.bpfgate.baseline.BaselineEntry;
import io.github.bpfgate.baseline.BaselineException;
import io.github.bpfgate.baseline.PackagedBaseline;
import io.github.bpfgate.git.GitException;
import io.github.bpfgate.git.GitRef;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Brings what candidates are judged against to where it can be read, wherever it comes from. */
final class BaselineReader {

    private static final String UNPACKED = "baseline-released";
    private static final String FROM_REF = "baseline-ref";

    private final MeasureRequest request;

    BaselineReader(MeasureRequest request) {
        this.request = request;
    }

    /**
     * Reads it, or compiles it.
     *
     * @throws GateException if it cannot be used
     */
    JudgedAgainst read() throws GateException, InterruptedException {
        BaselineOrigin origin = request.baseline();
        if (origin instanceof BaselineOrigin.Sources sources) {
            try (GitRef ref = open(sources)) {
                return new JudgedAgainst(Map.of(), List.of(),
                        new RefObjects(ref, request.reportDirectory().resolve(FROM_REF)).of(sources),
                        "the sources at " + ref.describe() + " hold no such program");
            }
        }
        BaselineDirectory directory = new BaselineDirectory(directory());
        Map<String, BaselineEntry> entries = entries();
        Set<NamedObject> objects = new LinkedHashSet<>();
        entries.values().stream().filter(entry -> entry.object() != null)
                .forEach(entry -> objects.add(new NamedObject(entry.object(), directory.object(entry))));
        return new JudgedAgainst(entries, List.copyOf(objects), List.of(), origin instanceof BaselineOrigin.Released r
                ? r.coordinates() + " holds no such benchmark" : origin instanceof BaselineOrigin.NoRelease none
                ? none.why() : "");
    }

    /** Where the entries are, once read. */
    private Path directory() {
        return request.baseline() instanceof BaselineOrigin.Released
                ? request.reportDirectory().resolve(UNPACKED) : request.baselineDirectory();
    }

    /**
     * What is stored, by benchmark name. Of sources nothing is.
     *
     * @throws GateException if it cannot be read
     */
    Map<String, BaselineEntry> entries() throws GateException {
        try {
            if (request.baseline() instanceof BaselineOrigin.Released released) {
                return new PackagedBaseline(released.file(), released.coordinates()).unpack(directory()).benchmarks();
            }
            return request.baseline() instanceof BaselineOrigin.Stored
                    ? new BaselineDirectory(directory()).read().orElseGet(Baseline::empty).benchmarks() : Map.of();
        } catch (BaselineException e) {
            throw new GateException(e.getMessage(), e);
        }
    }

    /**
     * What tells this baseline from another, beyond the objects of its entries: the commit, or the release. Empty for
     * the module's own directory.
     *
     * @throws GateException if it cannot be found
     */
    Optional<String> identity() throws GateException {
        BaselineOrigin origin = request.baseline();
        if (origin instanceof BaselineOrigin.Sources sources) {
            try (GitRef ref = open(sources)) {
                return Optional.of("commit " + ref.commit());
            }
        }
        return origin instanceof BaselineOrigin.Released released
                ? Optional.of(released.coordinates() + " " + new NamedObject("", released.file()).sha256())
                : origin instanceof BaselineOrigin.NoRelease ? Optional.of("no release") : Optional.empty();
    }

    private static GitRef open(BaselineOrigin.Sources sources) throws GateException {
        try {
            return GitRef.open(sources.projectDirectory(), sources.ref());
        } catch (GitException e) {
            throw new GateException(e.getMessage(), e);
        }
    }
}
