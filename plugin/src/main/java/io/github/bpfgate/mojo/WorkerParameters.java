package io.github.bpfgate.mojo;

import io.github.bpfgate.pipeline.GateException;
import io.github.bpfgate.pipeline.WorkerSettings;
import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes worker settings of parameters. */
final class WorkerParameters {

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

    /** The plugin's own class path: what this class was loaded from, and all beside it. */
    static List<Path> classPath() {
        if (!(WorkerParameters.class.getClassLoader() instanceof URLClassLoader realm)) {
            return List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream().map(Path::of)
                    .toList();
        }
        List<Path> paths = new ArrayList<>();
        for (URL url : realm.getURLs()) {
            try {
                paths.add(Path.of(url.toURI()));
            } catch (URISyntaxException e) {
                throw new IllegalStateException("Maven loads plugins from files", e);
            }
        }
        return paths;
    }
}
