package io.github.bpfgate.mojo;

import io.github.bpfgate.pipeline.GateException;
import io.github.bpfgate.pipeline.WorkerSettings;
import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes worker settings of parameters. */
final class WorkerParameters {

    /** What calls libbpf from Java, and reads and writes JSON. */
    private static final Pattern OF_WORKER = Pattern.compile("(jnr-|jffi-|asm-|jackson-).*\\.jar");

    private WorkerParameters() {
    }

    static WorkerSettings of(String launcher, String libbpf, int maxTimePerBenchmark) throws GateException {
        if (maxTimePerBenchmark < 1) {
            throw new GateException("<maxTimePerBenchmark> is " + maxTimePerBenchmark
                    + ": it must be at least 1 second.");
        }
        List<String> prefix = launcher == null || launcher.isBlank() ? List.of()
                : List.of(launcher.strip().split("\\s+"));
        return new WorkerSettings(prefix, classPath(), Optional.ofNullable(libbpf),
                Duration.ofSeconds(maxTimePerBenchmark));
    }

    /** Of the plugin's own class path what the worker needs: with privileges it should read no more than it has to. */
    static List<Path> classPath() {
        Path own = path(WorkerParameters.class.getProtectionDomain().getCodeSource().getLocation());
        return all().stream().filter(path -> path.equals(own)
                || OF_WORKER.matcher(path.getFileName().toString()).matches()).toList();
    }

    private static List<Path> all() {
        return WorkerParameters.class.getClassLoader() instanceof URLClassLoader realm
                ? Stream.of(realm.getURLs()).map(WorkerParameters::path).toList()
                : Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of).toList();
    }

    private static Path path(URL url) {
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Maven loads plugins from files", e);
        }
    }
}
