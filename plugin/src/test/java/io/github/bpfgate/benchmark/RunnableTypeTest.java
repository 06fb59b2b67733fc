package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.TestLibbpf;
import io.github.bpfgate.libbpf.LoadAttributes;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunnableTypeTest {

    @ParameterizedTest
    @EnumSource
    void hasTheNameThatLibbpfGivesItsNumber(RunnableType type) {
        assertThat(TestLibbpf.get().programTypeName(type.number())).contains(type.kernelName());
        assertThat(type.name()).isEqualToIgnoringCase(type.kernelName());
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsNumberAndByItsName(RunnableType type) {
        assertThat(RunnableType.of(type.number())).contains(type);
        assertThat(RunnableType.named(type.kernelName())).isEqualTo(type);
    }

    @ParameterizedTest
    @EnumSource
    void isInTheReadmesTableWithWhatItIsRunOn(RunnableType type) throws Exception {
        assertThat(Files.readAllLines(Path.of("../README.md")))
                .filteredOn(line -> line.matches("\\| ([a-z_]+, )*" + type.kernelName() + "(, [a-z_]+)* \\|.*"))
                .singleElement().asString().contains(type.inputName(),
                        type.takesContext() ? "one run" : "many runs",
                        type.byDefault() ? "by default" : "where configured");
    }

    @ParameterizedTest(name = "type {0}")
    @ValueSource(ints = {0, 2 /* kprobe */, 5 /* tracepoint */, 19 /* lwt_seg6local */,
        24 /* raw_tracepoint_writable */, 999, -1})
    void isNoneOfThoseThatTheKernelDoesNotTestRun(int number) {
        assertThat(RunnableType.of(number)).isEmpty();
    }

    @NeedsEbpf
    @ParameterizedTest
    @EnumSource
    void loadsAndRunsOnThisKernel(RunnableType type) {
        type.tryOut(TestLibbpf.get());
    }

    @NeedsEbpf
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"RAW_TRACEPOINT", "SYSCALL"})
    void runsItsNullProgramManyTimesInOneCall(RunnableType type) throws Exception {
        var libbpf = TestLibbpf.get();
        int attachType = type == RunnableType.SK_LOOKUP ? 36 : 0;
        try (var program = libbpf.loadAssembled(NullProgram.NAME,
                LoadAttributes.plain(type.number(), attachType, 0), NullProgram.insns(type.neutralReturn()))) {
            var run = type.testRun(libbpf, DefaultPacket.get());
            run.run(program, 10);
            assertThat(run.returnValue()).isEqualTo(type.neutralReturn());
        }
    }

    @Test
    void hasANullProgramOfTwoInstructions() {
        assertThat(NullProgram.insns(2)).hasSize(16);
    }
}
