package io.github.bpfgate.pipeline;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The CI that runs the build, as far as it can be told something. */
public sealed interface CiEnvironment {

    /** None that is known. */
    record None() implements CiEnvironment {
    }

    /**
     * GitHub Actions.
     *
     * @param workspace   what annotations name files from; empty if it does not say
     * @param stepSummary the file whose Markdown it shows; empty if it does not say
     */
    record GitHub(Optional<Path> workspace, Optional<Path> stepSummary) implements CiEnvironment {
    }

    /** GitLab CI. */
    record GitLab() implements CiEnvironment {
    }

    /** By the variables that each sets for its jobs. */
    static CiEnvironment of(Map<String, String> variables) {
        if ("true".equals(variables.get("GITHUB_ACTIONS"))) {
            return new GitHub(path(variables.get("GITHUB_WORKSPACE")), path(variables.get("GITHUB_STEP_SUMMARY")));
        }
        return "true".equals(variables.get("GITLAB_CI")) ? new GitLab() : new None();
    }

    private static Optional<Path> path(String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank()).map(Path::of);
    }
}
