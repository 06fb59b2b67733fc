package io.github.bpfgate.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/** A repository for tests. */
public final class Clone implements AutoCloseable {

    private static final PersonIdent SOMEBODY = new PersonIdent("Somebody", "somebody@example.org");

    private final Git git;
    private final Path directory;

    private Clone(Git git, Path directory) {
        this.git = git;
        this.directory = directory;
    }

    /** A new one, on branch main. */
    public static Clone init(Path directory) throws GitAPIException {
        return new Clone(Git.init().setDirectory(directory.toFile()).setInitialBranch("main").call(), directory);
    }

    /** @param depth 0 for all of it */
    static Clone of(Clone other, Path directory, int depth) throws GitAPIException {
        var command = Git.cloneRepository().setURI(other.directory.toUri().toString()).setDirectory(directory.toFile());
        return new Clone((depth == 0 ? command : command.setDepth(depth)).call(), directory);
    }

    public Clone write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        return this;
    }

    /** All that is there; its id comes back. */
    public String commit() throws GitAPIException {
        git.add().addFilepattern(".").call();
        return git.commit().setMessage("A change").setAuthor(SOMEBODY).setCommitter(SOMEBODY).setSign(false).call().name();
    }

    public void tag(String name) throws GitAPIException {
        git.tag().setName(name).setAnnotated(true).setTagger(SOMEBODY).setMessage("A tag").setSigned(false).call();
    }

    @Override
    public void close() {
        git.close();
    }
}
