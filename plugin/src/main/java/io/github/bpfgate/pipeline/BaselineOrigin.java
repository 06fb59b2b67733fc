package io.github.bpfgate.pipeline;

import java.nio.file.Path;
import java.util.Optional;

/** Where what candidates are judged against comes from. */
public sealed interface BaselineOrigin {

    /** The module's own baseline directory. */
    record Stored() implements BaselineOrigin {
    }

    /**
     * A released baseline.
     *
     * @param coordinates of the artifact
     * @param file        it was resolved to
     */
    record Released(String coordinates, Path file) implements BaselineOrigin {
    }

    /**
     * A previous release was asked for, and there is none.
     *
     * @param why a sentence
     */
    record NoRelease(String why) implements BaselineOrigin {
    }

    /**
     * The sources at another commit.
     *
     * @param ref              its name, such as {@code origin/main}
     * @param projectDirectory in the clone that has it
     * @param compilation      of the sources now; empty if this build compiled nothing
     */
    record Sources(String ref, Path projectDirectory, Optional<Compilation> compilation) implements BaselineOrigin {
    }
}
