package io.github.bpfgate.mojo;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.maven.execution.MavenSession;
import org.eclipse.aether.SessionData;

/**
 * Lets one module of a reactor measure at a time.
 *
 * <p>It lives in the repository session's data under a name of plain strings: a module that gives the plugin
 * dependencies of its own has a class realm of its own, and a static field would be another there. Only what Maven
 * 3.8.7 has is called.
 */
final class ReactorLock {

    private static final String KEY = "io.github.bpfgate.measuring";

    private ReactorLock() {
    }

    static Lock of(MavenSession session) {
        SessionData data = session.getRepositorySession().getData();
        data.set(KEY, null, new ReentrantLock(true));
        return (Lock) data.get(KEY);
    }
}
