package io.github.bpfgate.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Keeps one CPU busy, another than the one the worker measures on, until closed. */
final class BusyCpu implements AutoCloseable {

    /** Ends by itself within a second or so of the process it is told of, should that die without a word. */
    private static final String SPIN = """
            while kill -0 "$1" 2>/dev/null; do
              i=0
              while [ $i -lt 500000 ]; do i=$((i + 1)); done
            done""";

    private final Process process;
    private final int cpu;

    private BusyCpu(Process process, int cpu) {
        this.process = process;
        this.cpu = cpu;
    }

    /**
     * The CPU to keep busy: the first this process may use, unless it is the last one too, on which the worker
     * measures.
     */
    static Optional<Integer> choose() throws IOException {
        String allowed = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("Cpus_allowed_list:")).findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse("0");
        TreeSet<Integer> cpus = new TreeSet<>();
        for (String range : allowed.split(",")) {
            String[] ends = range.split("-");
            cpus.add(Integer.valueOf(ends[0]));
            cpus.add(Integer.valueOf(ends[ends.length - 1]));
        }
        return cpus.size() > 1 ? Optional.of(cpus.first()) : Optional.empty();
    }

    static BusyCpu start(int cpu) throws IOException {
        Process process = new ProcessBuilder(List.of("taskset", "-c", Integer.toString(cpu), "sh", "-c", SPIN, "spin",
                Long.toString(ProcessHandle.current().pid()))).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        return new BusyCpu(process, cpu);
    }

    /** @throws IOException if the load is gone, and what was measured was measured without it */
    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("What kept CPU " + cpu + " busy ended with status " + process.exitValue()
                    + ". Are taskset (util-linux) and sh there?");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
