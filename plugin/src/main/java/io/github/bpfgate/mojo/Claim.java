package io.github.bpfgate.mojo;

import io.github.bpfgate.pipeline.GateException;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoExecution;
import org.eclipse.aether.SessionData;

/**
 * What one execution of a build writes, no other may write over: two executions of one module, or two modules, can be
 * configured into one folder, and the first one's results would be gone without a word.
 *
 * <p>Kept where {@link ReactorLock} is, and for its reasons. A goal from the command line writes where it is told to.
 */
final class Claim {

    private static final String KEY = "io.github.bpfgate.written ";

    private static final String NOBODY = "";

    private final SessionData data;
    private final String key;
    private final String what;

    /**
     * @param data      of the build's repository session
     * @param what      is written, for people
     * @param directory it is written to
     */
    Claim(SessionData data, String what, Path directory) {
        this.data = data;
        this.what = what + " in " + directory.toAbsolutePath().normalize();
        this.key = KEY + this.what;
    }

    /**
     * Takes it for an execution.
     *
     * @param module that the execution is in
     * @throws GateException if another one has it
     */
    void take(String module, MojoExecution execution) throws GateException {
        boolean commanded = execution.getSource() == MojoExecution.Source.CLI;
        String owner = commanded ? NOBODY : "execution " + execution.getExecutionId() + " of " + module;
        boolean taken = data.set(key, null, owner) || data.set(key, NOBODY, owner);
        Object holder = data.get(key);
        if (!taken && !commanded && !owner.equals(holder)) {
            throw new GateException("The " + what + " are those of " + holder + ", and " + owner
                    + " would write over them. Give one of the two a <reportDirectory> of its own.");
        }
    }

    /** Whether any execution of this build took it. */
    boolean isTaken() {
        return data.get(key) != null;
    }
}
