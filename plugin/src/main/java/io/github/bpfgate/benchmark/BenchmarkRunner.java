package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.BenchmarkFailure.Kind;
import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.stats.ConfirmingSeries;
import io.github.bpfgate.stats.Decision;
import io.github.bpfgate.stats.Limit;
import io.github.bpfgate.stats.LookSchedule;
import io.github.bpfgate.stats.Median;
import io.github.bpfgate.stats.Outcome;
import io.github.bpfgate.stats.SequentialDecision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Measures one benchmark: a trial, then blocks until the looks at them decide, then, if the program seems
 * to have become slower, a confirming series of fresh loads.
 */
public final class BenchmarkRunner {

    /** Enough for an interval at 95 % (2 · 2⁻⁶ < 0.05) where nothing is judged. */
    private static final int BLOCKS_OF_UNCHANGED = 6;
    /** What is stored as a baseline should show its spread. */
    private static final int BLOCKS_WITHOUT_BASELINE = 20;

    /** Share of interrupted samples above which the results say so. */
    private static final double NOTEWORTHY_INTERRUPTIONS = 0.1;

    private final Libbpf libbpf;
    private final Random random;
    private final List<String> surroundings;
    private final LookSchedule looks = LookSchedule.standard();

    /**
     * @param random of loads and pairs; seeded, a schedule can be repeated
     */
    public BenchmarkRunner(Libbpf libbpf, Random random) {
        this(libbpf, random, List.of());
    }

    /**
     * @param surroundings what a reader of any figures should know of where they are taken
     */
    public BenchmarkRunner(Libbpf libbpf, Random random, List<String> surroundings) {
        this.libbpf = libbpf;
        this.random = random;
        this.surroundings = List.copyOf(surroundings);
    }

    /**
     * Measures a benchmark on the calling thread.
     *
     * @throws BenchmarkFailure if it cannot be measured
     */
    public Measurement measure(Benchmark benchmark, Schedule schedule, Progress progress) throws BenchmarkFailure {
        long start = System.nanoTime();
        Trial trial = Trial.of(libbpf, benchmark);
        Map<Side, ProgramSource> sources;
        Driver.Findings findings;
        try (trial) {
            sources = trial.withNullProgram();
            findings = trial.examine();
        }
        try {
            return new Run(benchmark, trial, sources, findings, schedule, progress, start).measure();
        } catch (BpfException e) {
            throw trial.driver().explained(e);
        } catch (IllegalStateException e) {
            throw Failures.ofState(e, benchmark);
        } finally {
            findings.sampler().close();
        }
    }

    /** One benchmark on its way. */
    private final class Run {

        private final Benchmark benchmark;
        private final Trial trial;
        private final Driver.Findings findings;
        private final Schedule schedule;
        private final Progress progress;
        private final BlockRunner blocks;
        private final long start;
        private final Series first = new Series();
        private final Series confirming = new Series();

        Run(Benchmark benchmark, Trial trial, Map<Side, ProgramSource> all, Driver.Findings findings,
                Schedule schedule, Progress progress, long start) {
            this.benchmark = benchmark;
            this.trial = trial;
            this.findings = findings;
            this.schedule = schedule;
            this.progress = progress;
            this.start = start;
            boolean alone = skipped();
            Map<Side, ProgramSource> sources = new EnumMap<>(all);
            if (alone) {
                sources.remove(Side.BASELINE);
            }
            this.blocks = new BlockRunner(libbpf, sources, findings.sampler(), findings.pairs(), random);
        }

        Measurement measure() {
            if (schedule.fixedBlocks() > 0) {
                extend(first, schedule.fixedBlocks(), schedule.fixedBlocks(), 1.0);
            } else if (skipped()) {
                extend(first, BLOCKS_OF_UNCHANGED, BLOCKS_OF_UNCHANGED, 1.0);
            } else {
                if (benchmark.baseline().isEmpty()) {
                    extend(first, BLOCKS_WITHOUT_BASELINE, BLOCKS_WITHOUT_BASELINE, 1.0);
                }
                sampleUntilDecided();
            }
            return summary();
        }

        /** Half of the time is kept for the confirming series, which only a suspected regression needs. */
        private void sampleUntilDecided() {
            List<Limit> limits = limits();
            for (var look : looks.looks()) {
                // Without any limit one look is taken all the same: what was asked for is shown, if not judged.
                if (first.size() > 0 && limits.stream().noneMatch(limit -> decide(limit).outcome() == Outcome.UNDECIDED)
                        || !extend(first, look.blocks(), looks.maxBlocks(), 0.5)) {
                    break;
                }
            }
            confirm(limits.stream().filter(limit -> decide(limit).outcome() == Outcome.REGRESSED).toList());
        }

        private void confirm(List<Limit> suspected) {
            if (suspected.isEmpty()) {
                return;
            }
            int most = suspected.stream().mapToInt(this::blocksToConfirm).max().orElseThrow();
            if (extend(confirming, ConfirmingSeries.FIRST_LOOK, first.size() + most, 1.0)
                    && !suspected.stream().allMatch(this::isConfirmed)) {
                extend(confirming, most, first.size() + most, 1.0);
            }
        }

        private int blocksToConfirm(Limit limit) {
            return ConfirmingSeries.blocks(Arrays.copyOf(values(first, limit), decide(limit).blocks()), bound(limit),
                    schedule.family(), looks.totalAlpha());
        }

        /** By the strictest step of Holm, since what the other benchmarks will show is not known. */
        private boolean isConfirmed(Limit limit) {
            return ConfirmingSeries.p(values(confirming, limit), bound(limit))
                    <= looks.totalAlpha() / schedule.family();
        }

        /** Those that can be told: without a baseline there is no increase. */
        private List<Limit> limits() {
            return benchmark.limits().stream()
                    .filter(limit -> benchmark.baseline().isPresent() || limit instanceof Limit.Maximum).toList();
        }

        /** By each limit of its own: a warning that is settled must not end the sampling that an error needs. */
        private Decision decide(Limit limit) {
            return SequentialDecision.decide(values(first, limit), bound(limit), looks);
        }

        private static double[] values(Series series, Limit limit) {
            return limit instanceof Limit.Maximum maximum ? maximum.excess(series.candidate()) : series.differences();
        }

        private double bound(Limit limit) {
            return limit instanceof Limit.Increase increase && first.size() > 0
                    ? increase.in(Median.of(first.netBaseline())) : 0;
        }

        /**
         * Adds blocks to a series.
         *
         * @return false if time was up before the series had as many as wanted
         */
        private boolean extend(Series series, int wanted, int atMost, double share) {
            while (series.size() < wanted) {
                if (!timeForOneMore(share)) {
                    return false;
                }
                series.add(blocks.run());
                progress.blockDone(first.size() + confirming.size(), atMost);
            }
            return true;
        }

        private boolean timeForOneMore(double share) {
            int done = first.size() + confirming.size();
            long elapsed = System.nanoTime() - start;
            return done == 0 || elapsed + elapsed / done <= schedule.longest().toNanos() * share;
        }

        private Measurement summary() {
            return new Measurement(benchmark.name(), benchmark.program(), benchmark.candidate().name(),
                    trial.driver().typeName(), benchmark.method().toString(), findings.sampler().description(),
                    findings.sampler().runs(), findings.pairs(), trial.unchanged(), first.candidate(),
                    first.baseline(), first.nullProgram(),
                    differences(first), differences(confirming), confirming.candidate(),
                    (System.nanoTime() - start) / 1e9, packetTimings(), notes(), findings.warnings(),
                    benchmark.candidate().sha256(),
                    benchmark.baseline().map(b -> b.object().sha256()).orElse(""));
        }

        private double[] differences(Series series) {
            return first.baseline().length == 0 ? new double[0] : series.differences();
        }

        private List<String> notes() {
            List<String> notes = new ArrayList<>(surroundings);
            notes.addAll(findings.notes());
            if (blocks.shareRetaken() > NOTEWORTHY_INTERRUPTIONS) {
                notes.add(String.format(Locale.ROOT, "the CPU was busy: %.0f %% of the samples were interrupted and"
                        + " taken again", blocks.shareRetaken() * 100));
            }
            blocks.noteOnLoads().ifPresent(notes::add);
            return notes;
        }

        private List<Measurement.PacketTiming> packetTimings() {
            List<Measurement.PacketTiming> timings = new ArrayList<>();
            for (int i = 0; i < benchmark.packets().size(); i++) {
                int packet = i;
                double candidate = Median.of(first.values(b -> b.candidate()[packet]));
                double baseline = first.baseline().length == 0 ? 0
                        : Median.of(first.values(b -> b.baseline()[packet]));
                timings.add(new Measurement.PacketTiming(benchmark.packets().get(i).name(), candidate, baseline));
            }
            return timings;
        }

        private boolean skipped() {
            return trial.unchanged() && schedule.skipUnchanged();
        }
    }
}
