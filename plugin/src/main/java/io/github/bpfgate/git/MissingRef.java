package io.github.bpfgate.git;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Repository;

/** Says of a commit that a clone does not have how to get it. */
final class MissingRef {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{7,40}");
    private static final int WHOLE_ID = 40;

    private MissingRef() {
    }

    static String of(Repository repository, String name) throws IOException {
        if (repository.isBare()) {
            return repository.getDirectory() + " is a bare repository. Run the build in a clone with a work tree.";
        }
        boolean shallow = !repository.getObjectDatabase().getShallowCommits().isEmpty();
        return "There is no " + name + " in this " + (shallow ? "shallow " : "") + "clone ("
                + repository.getWorkTree() + "). " + cure(name, shallow, new TreeSet<>(repository.getRemoteNames()));
    }

    private static String cure(String name, boolean shallow, Set<String> remotes) {
        if (remotes.isEmpty()) {
            return "It has no remote to fetch it from: correct the name; git branch --all and git tag list those there"
                    + " are.";
        }
        String fetch = "git fetch " + (shallow ? "--depth=1 " : "");
        String remote = remotes.contains("origin") ? "origin" : remotes.iterator().next();
        for (String of : remotes) {
            if (name.startsWith(of + "/")) {
                return "Fetch it: " + fetch + branch(of, name.substring(of.length() + 1));
            }
        }
        if (name.matches(".*[~^@:].*") || ID.matcher(name).matches() && name.length() < WHOLE_ID) {
            return shallow ? "Fetch the history before it: git fetch --unshallow " + remote
                    : "Correct the name; git log lists what there is.";
        }
        if (ID.matcher(name).matches()) {
            return "Fetch it: " + fetch + remote + " " + name;
        }
        return "If it is a tag, fetch it: " + fetch + remote + " tag " + name + "; if it is a branch: " + fetch
                + branch(remote, name) + " and call it " + remote + "/" + name + ".";
    }

    private static String branch(String remote, String name) {
        return remote + " +refs/heads/" + name + ":refs/remotes/" + remote + "/" + name;
    }
}
