package io.github.bpfgate.mojo;

import io.github.bpfgate.clang.ClangCache;
import io.github.bpfgate.clang.ClangChoice;
import io.github.bpfgate.clang.ClangFinder;
import java.io.File;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;
import org.eclipse.aether.RepositorySystem;

/** Makes of parameters what chooses the clang. */
final class ClangParameters {

    private ClangParameters() {
    }

    /** @param cacheDirectory null for the user's */
    static ClangChoice of(RepositorySystem system, MavenSession session, File cacheDirectory, Log log) {
        return new ClangChoice(new ClangFinder(), new MavenArtifacts(system, session.getRepositorySession(),
                session.getCurrentProject().getRemotePluginRepositories(), log), new ClangCache(
                cacheDirectory == null ? ClangCache.usualDirectory() : cacheDirectory.toPath()));
    }
}
