package io.github.bpfgate.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The blocks of one series, in the order they were run. */
final class Series {

    private final List<Block> blocks = new ArrayList<>();

    void add(Block block) {
        blocks.add(block);
    }

    int size() {
        return blocks.size();
    }

    List<Block> blocks() {
        return List.copyOf(blocks);
    }

    double[] values(ToDoubleFunction<Block> value) {
        return blocks.stream().mapToDouble(value).toArray();
    }

    double[] differences() {
        return values(Block::difference);
    }

    double[] candidate() {
        return values(b -> BlockRunner.mean(b.candidate()));
    }

    double[] baseline() {
        return blocks.stream().filter(b -> b.baseline().length > 0)
                .mapToDouble(b -> BlockRunner.mean(b.baseline())).toArray();
    }

    double[] nullProgram() {
        return values(Block::nullProgram);
    }

    /** Baseline less null program, one value a block, ns. */
    double[] netBaseline() {
        return values(b -> BlockRunner.mean(b.baseline()) - b.nullProgram());
    }
}
