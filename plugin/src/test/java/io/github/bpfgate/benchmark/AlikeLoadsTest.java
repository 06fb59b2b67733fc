package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.KernelObjects;
import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.TestLibbpf;
import io.github.bpfgate.libbpf.ProgramInfo;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@NeedsEbpf
class AlikeLoadsTest {

    private final ProgramInfo.Reader info = new ProgramInfo.Reader(TestLibbpf.get());
    private final Map<Side, ProgramSource> sources = new EnumMap<>(Side.class);
    private final Map<Side, ProgramSource.Instance> instances = new EnumMap<>(Side.class);

    private void load(ObjectFile candidate, ObjectFile baseline, String program) {
        sources.put(Side.CANDIDATE, new ProgramSource.InObject(TestLibbpf.get(), candidate, program, Optional.empty()));
        sources.put(Side.BASELINE, new ProgramSource.InObject(TestLibbpf.get(), baseline, program, Optional.empty()));
        sources.forEach((side, source) -> instances.put(side, source.load()));
    }

    private Placement placement(Side side) {
        return Placement.of(info.codeAddresses(instances.get(side).program()));
    }

    @Test
    void placesMostPairsOfLoadsAlikeAndKeepsTwoOfThem() throws Exception {
        long before = KernelObjects.descriptors();
        AlikeLoads loads = new AlikeLoads(sources, info, Duration.ofMinutes(1));
        int alike = 0;
        for (int block = 0; block < 20; block++) {
            load(BpfSource.fixture("broken/slow", "-DEXTRA=1"), BpfSource.fixture("broken/slow"), "slow");
            long held = KernelObjects.descriptors();
            loads.settle(instances, System.nanoTime());
            assertThat(KernelObjects.descriptors()).as("the others are closed").isEqualTo(held);
            alike += placement(Side.CANDIDATE).matches(placement(Side.BASELINE)) ? 1 : 0;
            instances.values().forEach(ProgramSource.Instance::close);
        }
        // By chance it would be one or two of them.
        assertThat(alike).isGreaterThan(10);
        assertThat(loads.note()).isEmpty();
        assertThat(KernelObjects.descriptors()).isEqualTo(before);
    }

    @Test
    void givesUpWhereLoadingIsSlowAndSaysSo() {
        AlikeLoads loads = new AlikeLoads(sources, info, Duration.ZERO);
        int asTheyFell = 0;
        for (int block = 0; block < 20; block++) {
            load(BpfSource.fixture("broken/slow", "-DEXTRA=1"), BpfSource.fixture("broken/slow"), "slow");
            Map<Side, ProgramSource.Instance> first = Map.copyOf(instances);
            loads.settle(instances, System.nanoTime());
            asTheyFell += instances.equals(first) ? 1 : 0;
            instances.values().forEach(ProgramSource.Instance::close);
        }
        assertThat(asTheyFell).isEqualTo(20);
        assertThat(loads.note().orElseThrow()).contains("of 20 blocks").contains("loading them takes too long");
    }
}
