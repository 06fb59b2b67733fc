package io.github.bpfgate.benchmark;

import io.github.bpfgate.libbpf.Interruptions;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.ProgramInfo;
import io.github.bpfgate.stats.Median;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Runs blocks: loads every program afresh, in random order, and samples them in pairs of random order.
 *
 * <p>Fresh loads are what makes blocks independent: a program's time depends on where its machine code lands, and
 * more samples of one load do not average that out. Random order within a pair keeps drift and habit out of the
 * difference.
 */
final class BlockRunner {

    /** The null program is steady, and shared by all inputs: this many samples of it a block are enough. */
    private static final int NULL_SAMPLES = 20;

    /** On a CPU so busy the last attempt has to do; medians and blocks still stand behind it. */
    private static final int MOST_ATTEMPTS = 5;

    private final Map<Side, ProgramSource> sources;
    private final Sampler sampler;
    private final int pairs;
    private final Random random;
    private final Interruptions interruptions;
    private final AlikeLoads alikeLoads;
    private long samplesTaken;
    private long samplesRetaken;

    /**
     * @param sources with or without a baseline
     * @param pairs   pairs of samples per input
     */
    BlockRunner(Libbpf libbpf, Map<Side, ProgramSource> sources, Sampler sampler, int pairs, Random random) {
        this.sources = new EnumMap<>(sources);
        this.sampler = sampler;
        this.pairs = pairs;
        this.random = random;
        this.interruptions = new Interruptions(libbpf);
        this.alikeLoads = new AlikeLoads(this.sources, new ProgramInfo.Reader(libbpf), AlikeLoads.LONGEST);
    }

    /** Runs one block. */
    Block run() {
        Map<Side, ProgramSource.Instance> instances = new EnumMap<>(Side.class);
        try {
            load(instances);
            return sampler.during(() -> {
                instances.values().forEach(instance -> sampler.sample(0, instance.program()));
                return summarise(sample(instances));
            });
        } finally {
            instances.values().forEach(ProgramSource.Instance::close);
        }
    }

    private void load(Map<Side, ProgramSource.Instance> instances) {
        List<Side> order = new ArrayList<>(sources.keySet());
        Collections.shuffle(order, random);
        long start = System.nanoTime();
        order.forEach(side -> instances.put(side, sources.get(side).load()));
        if (sources.containsKey(Side.BASELINE)) {
            alikeLoads.settle(instances, start);
        }
        order.forEach(side -> sampler.prepare(side, instances.get(side).program()));
    }

    private Map<Side, double[][]> sample(Map<Side, ProgramSource.Instance> instances) {
        Map<Side, double[][]> samples = new EnumMap<>(Side.class);
        sources.keySet().forEach(side -> samples.put(side, new double[sampler.inputs()][pairs]));
        int nullEvery = Math.max(1, sampler.inputs() * pairs / NULL_SAMPLES);
        double[] nullSamples = new double[(sampler.inputs() * pairs + nullEvery - 1) / nullEvery];
        List<Integer> inputOrder = new ArrayList<>(IntStream.range(0, sampler.inputs()).boxed().toList());
        List<Side> sideOrder = new ArrayList<>(sources.keySet());
        int taken = 0;
        for (int pair = 0; pair < pairs; pair++) {
            Collections.shuffle(inputOrder, random);
            for (int input : inputOrder) {
                Collections.shuffle(sideOrder, random);
                for (Side side : sideOrder) {
                    if (side != Side.NULL) {
                        samples.get(side)[input][pair] = take(instances, side, input);
                    } else if (taken % nullEvery == 0) {
                        nullSamples[taken / nullEvery] = take(instances, side, input);
                    }
                }
                taken++;
            }
        }
        samples.put(Side.NULL, new double[][] {nullSamples});
        return samples;
    }

    /** A sample that the scheduler interrupted has timed another task too, and is taken again. */
    private double take(Map<Side, ProgramSource.Instance> instances, Side side, int input) {
        for (int attempt = 1; ; attempt++) {
            long before = interruptions.count();
            double sample = sampler.sample(input, instances.get(side).program());
            samplesTaken++;
            if (interruptions.count() == before || attempt == MOST_ATTEMPTS) {
                return sample;
            }
            samplesRetaken++;
        }
    }

    /** Share of all samples so far that the scheduler interrupted and that were therefore taken again. */
    double shareRetaken() {
        return samplesTaken == 0 ? 0 : samplesRetaken / (double) samplesTaken;
    }

    /** What a reader of the figures should know of the loads. */
    Optional<String> noteOnLoads() {
        return alikeLoads.note();
    }

    private Block summarise(Map<Side, double[][]> samples) {
        double[] candidate = medians(samples.get(Side.CANDIDATE));
        double nullProgram = Median.of(samples.get(Side.NULL)[0]);
        if (!sources.containsKey(Side.BASELINE)) {
            return new Block(candidate, new double[0], nullProgram, Double.NaN);
        }
        double[] baseline = medians(samples.get(Side.BASELINE));
        double difference = sampler.inputs() == 1
                ? pairedMedian(samples.get(Side.CANDIDATE)[0], samples.get(Side.BASELINE)[0])
                : mean(candidate) - mean(baseline);
        return new Block(candidate, baseline, nullProgram, difference);
    }

    private static double pairedMedian(double[] candidate, double[] baseline) {
        return Median.of(IntStream.range(0, candidate.length).mapToDouble(i -> candidate[i] - baseline[i]).toArray());
    }

    private static double[] medians(double[][] byInput) {
        return Arrays.stream(byInput).mapToDouble(Median::of).toArray();
    }

    /** The mean, so that a change in a few packets of many stays visible where a median would hide it. */
    static double mean(double[] byPacket) {
        return Arrays.stream(byPacket).average().orElseThrow();
    }
}
