package io.github.bpfgate.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;

/**
 * A commit of the clone that a directory is in, by a name such as {@code origin/main}, {@code v1.2} or {@code HEAD~1}.
 */
public final class GitRef implements AutoCloseable {

    private static final int SHORT_ID = 9;

    private final Repository repository;
    private final String name;
    private final ObjectId commit;

    private GitRef(Repository repository, String name, ObjectId commit) {
        this.repository = repository;
        this.name = name;
        this.commit = commit;
    }

    /**
     * Finds the commit.
     *
     * @param directory at or below the root of a work tree
     * @throws GitException if there is no work tree, or the clone does not have the commit
     */
    public static GitRef open(Path directory, String name) throws GitException {
        FileRepositoryBuilder builder = new FileRepositoryBuilder().setMustExist(true).findGitDir(directory.toFile());
        if (builder.getGitDir() == null) {
            throw new GitException(directory + " is in no git work tree, so there is no " + name
                    + " to compare with. Run the build in a clone, or drop -Dbpfgate.baselineRef.");
        }
        try {
            Repository repository = builder.build();
            Optional<ObjectId> commit = find(repository, name);
            if (commit.isEmpty() || repository.isBare()) {
                GitException missing = new GitException(MissingRef.of(repository, name));
                repository.close();
                throw missing;
            }
            return new GitRef(repository, name, commit.get());
        } catch (IOException e) {
            throw new GitException("Cannot find " + name + " in " + builder.getGitDir() + ": " + e.getMessage() + ".",
                    e);
        }
    }

    private static Optional<ObjectId> find(Repository repository, String name) throws IOException, GitException {
        try {
            return Optional.ofNullable(repository.resolve(name + "^{commit}"));
        } catch (MissingObjectException e) {
            // A whole id is one whether or not the clone has its commit.
            return Optional.empty();
        } catch (RevisionSyntaxException e) {
            throw new GitException(name + " is no name of a commit. Write one such as origin/main, v1.2 or HEAD~1.", e);
        }
    }

    /** The commit's id, 40 hex digits. */
    public String commit() {
        return commit.name();
    }

    /** Name and id, for people. */
    public String describe() {
        return name + " (" + commit.name().substring(0, SHORT_ID) + ")";
    }

    /** The root of the work tree. */
    public Path workTree() throws GitException {
        try {
            return repository.getWorkTree().toPath().toRealPath();
        } catch (IOException e) {
            throw new GitException("Cannot read the work tree " + repository.getWorkTree() + ": " + e.getMessage()
                    + ".", e);
        }
    }

    /**
     * Whether the commit has this file or directory.
     *
     * @param path relative to the root of the work tree
     */
    public boolean has(Path path) throws GitException {
        if (path.toString().isEmpty()) {
            return true;
        }
        try (RevWalk walk = new RevWalk(repository);
                TreeWalk found = TreeWalk.forPath(repository, text(path), walk.parseTree(commit))) {
            return found != null;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Writes all files below some directories, each where it is in the work tree. Submodules are left out.
     *
     * @param paths relative to the root of the work tree; an empty one is all of it
     * @param root  stands in for the root of the work tree; is empty
     */
    public void write(List<Path> paths, Path root) throws GitException {
        boolean all = paths.stream().anyMatch(path -> path.toString().isEmpty());
        try (RevWalk commits = new RevWalk(repository); ObjectReader reader = repository.newObjectReader();
                TreeWalk files = new TreeWalk(repository, reader)) {
            RevTree tree = commits.parseTree(commit);
            files.addTree(tree);
            files.setRecursive(true);
            if (!all) {
                files.setFilter(PathFilterGroup.createFromStrings(paths.stream().map(GitRef::text).toList()));
            }
            while (files.next()) {
                write(files.getFileMode(0), reader, files.getObjectId(0),
                        root.resolve(files.getPathString()).normalize(), root);
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static void write(FileMode mode, ObjectReader reader, ObjectId id, Path file, Path root)
            throws IOException {
        if (mode == FileMode.GITLINK) {
            return;
        }
        if (!file.startsWith(root)) {
            throw new IOException("it holds a file outside of itself: " + file);
        }
        byte[] bytes = reader.open(id).getBytes();
        Files.createDirectories(file.getParent());
        if (mode == FileMode.SYMLINK) {
            Files.createSymbolicLink(file, Path.of(new String(bytes, StandardCharsets.UTF_8)));
        } else {
            Files.write(file, bytes);
        }
    }

    private GitException unreadable(IOException e) {
        return new GitException("Cannot read the files of " + describe() + ": " + e.getMessage()
                + (e instanceof MissingObjectException ? ". The clone is a partial one; complete it: git fetch"
                + " --refetch" : "") + ".", e);
    }

    private static String text(Path path) {
        return path.toString().replace('\\', '/');
    }

    @Override
    public void close() {
        repository.close();
    }
}
