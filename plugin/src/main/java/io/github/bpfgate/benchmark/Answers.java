package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.input.Packet;
import io.github.bpfgate.libbpf.TestRun;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Compares what candidate and baseline return and leave of the same packets. */
final class Answers {

    private Answers() {
    }

    /**
     * The first difference.
     *
     * @param input     what a packet is called: it may be a context
     * @param candidate of one run on each packet, as the baseline's
     * @return in words; empty if they answer alike
     */
    static Optional<String> difference(List<Packet> packets, String input, List<TestRun.Output> candidate,
            List<TestRun.Output> baseline) {
        return IntStream.range(0, packets.size()).mapToObj(i -> difference(candidate.get(i), baseline.get(i))
                .map(how -> how + " (" + input + " " + packets.get(i).name() + "): the two do not do the same"))
                .flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> difference(TestRun.Output candidate, TestRun.Output baseline) {
        if (candidate.returnValue() != baseline.returnValue()) {
            return Optional.of("the candidate returns " + candidate.returnValue() + " where the baseline returned "
                    + baseline.returnValue());
        }
        int at = Arrays.mismatch(candidate.data(), baseline.data());
        return at < 0 ? Optional.empty()
                : Optional.of("the candidate's output is another than the baseline's from byte " + at + " on");
    }
}
