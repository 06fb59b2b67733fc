package io.github.bpfgate.proof;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people do without a gate: read {@code bpftool prog run} twice, in as much time as a gate takes, and compare. */
final class PlainReading {

    /**
     * Two readings.
     *
     * @param baseline  the kernel's duration, ns per run; 0 if it broke
     * @param candidate the kernel's duration, ns per run; 0 if it broke
     * @param seconds   of both, loading included
     * @param message   what broke; null if nothing did
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Reading(int baseline, int candidate, double seconds, String message) {

        boolean failed(double limit) {
            return message == null && candidate > (1 + limit) * baseline;
        }
    }

    /** For a first idea of what a run takes. */
    private static final int FIRST_REPEAT = 100_000;
    private static final double FEWEST_RUNS = 1_000_000;
    private static final double MOST_RUNS = 2_000_000_000;

    /** In a mount namespace of its own: what is mounted and pinned in it goes with it, however it ends. */
    private static final String SCRIPT = """
            set -e
            mount -t bpf bpffs "$1"
            bpftool prog load "$3" "$1/baseline"
            bpftool prog load "$4" "$1/candidate"
            bpftool -j prog run pinned "$1/baseline" data_in "$2" repeat "$5"
            echo
            bpftool -j prog run pinned "$1/candidate" data_in "$2" repeat "$5"
            """;

    private final Path mountPoint;
    private final Path packet;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<Pairing, Integer> nanosOfBoth = new HashMap<>();

    /** @param packet the file of the packet that the gate uses too */
    PlainReading(Path mountPoint, Path packet) {
        this.mountPoint = mountPoint;
        this.packet = packet;
    }

    /** Bpftool's version line, or empty if it cannot be run here. */
    static Optional<String> bpftool() throws InterruptedException {
        try {
            Command.Ended ended = new Command(Path.of("/"), List.of("bpftool", "version"), Duration.ofSeconds(10)).run();
            return ended.status() == 0 ? ended.output().lines().findFirst() : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Takes two readings, each of as many runs as half of the time allows.
     *
     * @param seconds for both
     */
    Reading read(Pairing pairing, double seconds) throws InterruptedException {
        if (!nanosOfBoth.containsKey(pairing)) {
            read(pairing, FIRST_REPEAT);
        }
        int nanos = Math.max(1, nanosOfBoth.getOrDefault(pairing, 1));
        return read(pairing, (int) Math.max(FEWEST_RUNS, Math.min(MOST_RUNS, seconds * 1e9 / nanos)));
    }

    private Reading read(Pairing pairing, int repeat) throws InterruptedException {
        long start = System.nanoTime();
        try {
            Files.createDirectories(mountPoint);
            Command.Ended ended = new Command(mountPoint.getParent(), List.of("unshare", "--mount", "--propagation",
                    "private", "sh", "-c", SCRIPT, "readings", mountPoint.toString(), packet.toString(),
                    pairing.baseline().path().toString(), pairing.candidate().path().toString(),
                    Integer.toString(repeat)), Duration.ofSeconds(60)).run();
            List<Integer> durations = ended.status() == 0 ? durations(ended.output()) : List.of();
            if (durations.size() != 2) {
                return broken(start, ended.lastLines(3));
            }
            nanosOfBoth.put(pairing, durations.get(0) + durations.get(1));
            return new Reading(durations.get(0), durations.get(1), ended.seconds(), null);
        } catch (IOException e) {
            return broken(start, e.getMessage());
        }
    }

    private static Reading broken(long start, String message) {
        return new Reading(0, 0, (System.nanoTime() - start) / 1e9, "bpftool: " + message);
    }

    private List<Integer> durations(String output) throws JsonProcessingException {
        List<Integer> durations = new java.util.ArrayList<>();
        for (String line : output.lines().filter(l -> l.startsWith("{")).toList()) {
            durations.add(json.readTree(line).required("duration").asInt());
        }
        return durations;
    }
}
