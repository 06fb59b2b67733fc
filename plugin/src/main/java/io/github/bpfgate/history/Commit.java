package io.github.bpfgate.history;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commit that is checked out, which the user's own git is asked for: it knows linked working trees, submodules and
 * whatever its next version brings.
 *
 * @param id   as git writes it in full
 * @param date of the commit, which an amended or rebased one gets anew
 */
public record Commit(String id, Instant date) {

    private static final Pattern LINE = Pattern.compile("(?m)^([0-9a-f]{40,64}) (\\S+)$");

    /**
     * The one of a working tree.
     *
     * @param directory in it
     * @return empty outside of git, and before the first commit
     * @throws HistoryException with git's own words if there is one and it cannot be read
     */
    public static Optional<Commit> of(Path directory) throws HistoryException {
        if (!isWorkingTree(directory)) {
            return Optional.empty();
        }
        try {
            Process git = new ProcessBuilder("git", "-C", directory.toString(), "log", "-1", "--no-show-signature",
                    "--format=%H %cI").redirectErrorStream(true).redirectInput(new File("/dev/null")).start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher line = LINE.matcher(said);
            if (git.onExit().join().exitValue() == 0 && line.find()) {
                return Optional.of(new Commit(line.group(1), OffsetDateTime.parse(line.group(2)).toInstant()));
            }
            if (said.contains("does not have any commits yet")) {
                return Optional.empty();
            }
            throw new HistoryException("git does not tell the commit of " + directory + ": " + said.strip());
        } catch (IOException e) {
            throw new HistoryException("git does not tell the commit of " + directory + ": " + e.getMessage(), e);
        }
    }

    private static boolean isWorkingTree(Path directory) {
        for (Path path = directory.toAbsolutePath().normalize(); path != null; path = path.getParent()) {
            if (path.resolve(".git").toFile().exists()) {
                return true;
            }
        }
        return false;
    }
}
