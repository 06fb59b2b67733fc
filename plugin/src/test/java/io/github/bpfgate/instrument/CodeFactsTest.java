package io.github.bpfgate.instrument;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CodeFactsTest {

    @Test
    void refuses_what_no_program_has() {
        assertThatThrownBy(() -> new CodeFacts(new TreeMap<>(Map.of(3, 6)), Map.of(), List.of()))
                .hasMessage("the function at instruction 3 cannot take 6 arguments");
        assertThatThrownBy(() -> new CodeFacts(new TreeMap<>(), Map.of(), List.of(8, -1)))
                .hasMessage("a stack depth is below 0: [8, -1]");
        assertThatThrownBy(() -> new Kfunc("bpf_throw", 6)).hasMessage("bpf_throw cannot take 6 arguments");
    }
}
