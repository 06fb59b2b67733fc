package io.github.bpfgate.proof;

import java.nio.file.Path;

/**
 * What the proof was asked to do, from the system properties {@code proof.*}.
 *
 * @param root              of the project
 * @param output            directory of the files written
 * @param localRepository   Maven's
 * @param maven             the program
 * @param version           of bpfgate
 * @param gates             of each equal pair; half of it for tc
 * @param detections        of each increase and limit; half of it for tc
 * @param quietGates        of each equal pair while nothing keeps the other CPU busy
 * @param calibrationBlocks fresh loads behind each calibrated figure
 * @param builds            Maven builds with the plugin, and as many without
 * @param exactPrograms     whose exact metrics are timed, a third of each kind
 */
record Settings(Path root, Path output, Path localRepository, Path maven, String version, int gates, int detections,
        int quietGates, int calibrationBlocks, int builds, int exactPrograms) {

    private static final String PREFIX = "proof.";
    private static final String EXACT = "exact";

    static Settings fromSystemProperties() {
        return new Settings(path("root"), path("output"), path("localRepository"), path("maven"), text("version"),
                countUnlessExactOnly("gates"), countUnlessExactOnly("detections"), countUnlessExactOnly("quietGates"),
                count("calibrationBlocks"), countUnlessExactOnly("builds"), count("exactPrograms"));
    }

    /** The sections that take hours, unless only the cost of exact metrics is asked for. */
    private static int countUnlessExactOnly(String name) {
        String only = System.getProperty(PREFIX + "only", "").strip();
        if (!only.isEmpty() && !only.equals(EXACT)) {
            throw new IllegalArgumentException("-D" + PREFIX + "only is " + only + ": only " + EXACT
                    + " can be run alone. Leave it out to run everything.");
        }
        return only.equals(EXACT) ? 0 : count(name);
    }

    int tcGates() {
        return half(gates);
    }

    int tcDetections() {
        return half(detections);
    }

    private static int half(int count) {
        return (count + 1) / 2;
    }

    private static Path path(String name) {
        return Path.of(text(name)).toAbsolutePath().normalize();
    }

    private static int count(String name) {
        int count;
        try {
            count = Integer.parseInt(text(name));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("-D" + PREFIX + name + " must be a whole number, not " + text(name)
                    + ".", e);
        }
        if (count < 0) {
            throw new IllegalArgumentException("-D" + PREFIX + name + " is " + count + ": it must not be negative.");
        }
        return count;
    }

    private static String text(String name) {
        String value = System.getProperty(PREFIX + name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("-D" + PREFIX + name + " is missing. Run the proof by mvn -Pproof verify.");
        }
        return value;
    }
}
