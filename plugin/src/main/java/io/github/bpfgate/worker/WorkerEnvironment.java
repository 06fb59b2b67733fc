package io.github.bpfgate.worker;

import java.util.Map;
import java.util.regex.Pattern;

/** Makes a worker's environment of Maven's. */
final class WorkerEnvironment {

    /** What puts options or code into a JVM, or libraries and tables into whatever libc starts. */
    private static final Pattern STEERS = Pattern.compile("JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|JDK_JAVA_OPTIONS|CLASSPATH"
            + "|LD_.*|GLIBC_TUNABLES|GCONV_PATH|LOCPATH");

    private WorkerEnvironment() {
    }

    /**
     * Takes out what steers a JVM or the dynamic linker, and lets launchers speak English, which
     * {@link LauncherFailure} understands; the encoding stays, for by it a JVM reads the names of files.
     */
    static void clean(Map<String, String> environment) {
        environment.keySet().removeIf(name -> STEERS.matcher(name).matches());
        environment.remove("LANGUAGE");
        String all = environment.remove("LC_ALL");
        if (all != null) {
            environment.put("LC_CTYPE", all);
        }
        environment.put("LC_MESSAGES", "C");
    }
}
