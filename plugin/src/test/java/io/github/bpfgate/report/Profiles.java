package io.github.bpfgate.report;

import io.github.bpfgate.report.Profile.Head;
import io.github.bpfgate.report.Profile.Insn;
import io.github.bpfgate.report.Profile.Passage;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Profiles made by hand. */
final class Profiles {

    private Profiles() {
    }

    static Head head() {
        return new Head("octets", "fun_xdp", "fun_xdp.bpf.o", "xdp", 256, "packet", 104.66, 104.66, 104.66, null,
                "#235 10.0.0.234 > 192.0.2.1 udp 64 B", 121, Map.of("bpf_map_push_elem", 1.0), 0.875);
    }

    static Profile of(Passage... passages) {
        return new Profile(head(), List.of(passages));
    }

    /** Of the program fun_xdp, one instruction for each number of executions; a jump leads to the first. */
    static Passage passage(String file, int line, String text, String function, double... executions) {
        return new Passage("fun_xdp", function, file, line, text, IntStream.range(0, executions.length)
                .mapToObj(i -> new Insn(10 * line + i, executions[i], "r" + i + " = 0x0", i == 0)).toList());
    }

    static Passage passage(int line, String text, double... executions) {
        return passage("./src/fun.bpf.c", line, text, "fun_xdp", executions);
    }
}
