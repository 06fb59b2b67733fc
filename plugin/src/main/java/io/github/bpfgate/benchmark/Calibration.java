package io.github.bpfgate.benchmark;

import io.github.bpfgate.libbpf.LoadedProgram;
import io.github.bpfgate.libbpf.TestRun;
import io.github.bpfgate.stats.Median;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Chooses how long a sample is and how many a block takes.
 *
 * <p>A sample should last some 200 µs, short against the scheduler's tick, and be of at least 10⁴ runs, so that the
 * call's own microsecond does not show; for a slow program the runs give way, at 1 ms. Where many packets would make a
 * block longer than a quarter of a second the samples become shorter: the call's cost is then larger, but the same on
 * both sides.
 *
 * @param repeat runs per sample
 * @param pairs  pairs per packet and block
 */
record Calibration(int repeat, int pairs) {

    static final int PAIRS = 20;

    private static final int FEWEST_PAIRS = 3;
    private static final double SAMPLE_NANOS = 200_000;
    private static final double LONGEST_SAMPLE_NANOS = 1_000_000;
    private static final int RUNS = 10_000;
    private static final int FEWEST_RUNS = 1_000;
    private static final double BLOCK_NANOS = 250_000_000;
    private static final double BLOCK_NANOS_ONE_BY_ONE = 120_000_000;
    private static final double LONGEST_NANOS_ONE_BY_ONE = 2_000_000;
    private static final int FEWEST_CALLS = 50;
    private static final int MOST_CALLS = 500;
    private static final int FIRST_REPEAT = 200;
    private static final int PROBES = 5;
    private static final int CHECKS = 3;

    /**
     * @param nanosPerRun of the slower program, over all packets
     * @param packets     how many
     */
    static Calibration of(double nanosPerRun, int packets) {
        double nanos = Math.max(1, nanosPerRun);
        int pairs = pairs(packets);
        double wanted = Math.max(SAMPLE_NANOS, Math.min(RUNS * nanos, LONGEST_SAMPLE_NANOS));
        double affordable = BLOCK_NANOS / (2.0 * packets * pairs);
        double sample = Math.min(wanted, Math.max(affordable, Math.min(wanted, FEWEST_RUNS * nanos)));
        return new Calibration((int) Math.max(1, Math.ceil(sample / nanos)), pairs);
    }

    /** Pairs per packet and block: 20 for one packet, and at least 3. */
    static int pairs(int packets) {
        return Math.max(FEWEST_PAIRS, Math.min(PAIRS, (PAIRS + packets - 1) / packets));
    }

    /**
     * Calls per sample where each call is one run: for a block of a tenth of a second, but 50 to 500, and of slow
     * programs fewer, so that a sample is no longer than 2 ms.
     *
     * @param nanosPerCall of the slower program
     */
    static int callsOneByOne(double nanosPerCall, int packets, int pairs) {
        double affordable = BLOCK_NANOS_ONE_BY_ONE / (3.0 * packets * pairs * nanosPerCall);
        double wanted = Math.max(FEWEST_CALLS, Math.min(affordable, MOST_CALLS));
        return (int) Math.max(1, Math.min(wanted, LONGEST_NANOS_ONE_BY_ONE / nanosPerCall));
    }

    /** The time of a call that is one run, ns. */
    static double probeCall(LoadedProgram program, TestRun run) {
        return Median.of(IntStream.range(0, PROBES).mapToDouble(i -> run.run(program, 1)).toArray());
    }

    /** A first idea of a program's time, ns per run: enough to choose {@code repeat} by. */
    static double probe(LoadedProgram program, TestRun run) {
        int repeat = FIRST_REPEAT;
        double[] probes = new double[PROBES];
        for (int i = 0; i < PROBES; i++) {
            long elapsed = run.run(program, repeat);
            probes[i] = elapsed / (double) repeat;
            repeat = (int) Math.max(FIRST_REPEAT, Math.min(RUNS, SAMPLE_NANOS / Math.max(1, probes[i])));
        }
        return Median.of(probes[PROBES - 1], probes[PROBES - 2], probes[PROBES - 3]);
    }

    /**
     * Whether the time is proportional to the number of runs, as it is where every run is the same work.
     *
     * <p>Only what is odd each time is the program's; a neighbour on the CPU makes one check odd, rarely three.
     *
     * @return how it drifts, in words, or empty
     */
    Optional<String> drift(LoadedProgram program, TestRun run) {
        double ratio = 0;
        for (int check = 0; check < CHECKS; check++) {
            double[] single = new double[PROBES];
            double[] twice = new double[PROBES];
            for (int i = 0; i < PROBES; i++) {
                single[i] = run.run(program, repeat);
                twice[i] = run.run(program, 2 * repeat);
            }
            ratio = least(twice) / least(single);
            if (ratio >= 1.6 && ratio <= 2.5) {
                return Optional.empty();
            }
        }
        return Optional.of(String.format(Locale.ROOT, "takes %.2f times as long for twice the runs", ratio));
    }

    /**
     * Whether the kernel's own clock agrees with the one around the call.
     *
     * @return how they disagree three times in a row, in words, or empty
     */
    Optional<String> disagreement(LoadedProgram program, TestRun run) {
        double ours = 0;
        double theirs = 0;
        for (int check = 0; check < CHECKS; check++) {
            double[] around = new double[PROBES];
            double[] kernel = new double[PROBES];
            for (int i = 0; i < PROBES; i++) {
                around[i] = run.run(program, repeat);
                kernel[i] = run.kernelDuration();
            }
            ours = least(around) / repeat;
            theirs = least(kernel);
            // The kernel's figure leaves out the call, some 1 to 3 µs of it, and is rounded down.
            if (Math.abs(ours - theirs) <= 2 + 5_000.0 / repeat + 0.2 * theirs) {
                return Optional.empty();
            }
        }
        return Optional.of(String.format(Locale.ROOT,
                "the clock around the call says %.1f ns per run and the kernel says %.0f", ours, theirs));
    }

    /** The least of a few is what a disturbance cannot lower. */
    private static double least(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }
}
