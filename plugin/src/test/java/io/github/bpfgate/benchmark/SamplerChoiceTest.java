package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.benchmark.input.BuiltPacket;
import io.github.bpfgate.benchmark.input.Packet;
import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.TestLibbpf;
import io.github.bpfgate.libbpf.TestRun;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@NeedsEbpf
class SamplerChoiceTest {

    private static SamplerChoice choice(ObjectFile candidate, Optional<ObjectFile> baseline,
            Map<Side, ProgramSource.Loaded> loaded, String... packets) throws Exception {
        List<Packet> frames = new ArrayList<>();
        List<TestRun> runs = new ArrayList<>();
        for (String words : packets) {
            Packet packet = new BuiltPacket(words).packets().get(0);
            frames.add(packet);
            runs.add(RunnableType.SCHED_CLS.testRun(TestLibbpf.get(), packet));
        }
        Benchmark benchmark = new Benchmark("p", "p", candidate,
                baseline.map(file -> new Benchmark.Baseline(file, "p", true)), frames, Optional.empty(), List.of());
        loaded.put(Side.CANDIDATE, load(candidate));
        baseline.ifPresent(file -> loaded.put(Side.BASELINE, load(file)));
        return new SamplerChoice(TestLibbpf.get(), benchmark, RunnableType.SCHED_CLS, loaded, runs);
    }

    private static ProgramSource.Loaded load(ObjectFile file) {
        return new ProgramSource.InObject(TestLibbpf.get(), file, "p", Optional.empty()).loadWithStatistics();
    }

    /** The kernel gives every call a socket of its own, and the first runs of a call find it new. */
    @Test
    void looksForDriftWhereTheProgramDoesMost() throws Exception {
        ObjectFile file = BpfSource.of("""
                struct {
                    __uint(type, BPF_MAP_TYPE_SK_STORAGE);
                    __uint(map_flags, BPF_F_NO_PREALLOC);
                    __type(key, int);
                    __type(value, __u64);
                } seen SEC(".maps");
                SEC("tc") int p(struct __sk_buff *skb) {
                    struct bpf_sock *sk = skb->sk;
                    __u64 *runs;
                    if (skb->len < 1000 || !sk || !(sk = bpf_sk_fullsock(sk))) return 0;
                    runs = bpf_sk_storage_get(&seen, sk, 0, BPF_SK_STORAGE_GET_F_CREATE);
                    if (runs && (*runs)++ < 300) {
                        volatile int spent = 0;
                        for (int i = 0; i < 10000; i++) spent++;
                    }
                    return 0;
                }
                """);
        Map<Side, ProgramSource.Loaded> loaded = new EnumMap<>(Side.class);
        SamplerChoice choice = choice(file, Optional.empty(), loaded, "ipv4 udp", "ipv4 udp size=1200");
        try {
            assertThat(choice.choose(Optional.empty(), Optional.empty())).isNotInstanceOf(Sampler.Repeated.class);
            assertThat(choice.notes()).first().asString().startsWith("p takes ")
                    .contains("times as long for twice the runs");
        } finally {
            loaded.values().forEach(ProgramSource.Loaded::close);
        }
    }

    private static final String SETS_TTL = """
            SEC("tc") int p(struct __sk_buff *skb) {
                char ttl = TTL;
                if (skb->len > 1000) bpf_skb_store_bytes(skb, 22, &ttl, 1, 0);
                return 0;
            }
            """;

    private static SamplerChoice chosen(String candidate, String baseline) throws Exception {
        Map<Side, ProgramSource.Loaded> loaded = new EnumMap<>(Side.class);
        SamplerChoice choice = choice(BpfSource.of(candidate), Optional.of(BpfSource.of(baseline)), loaded,
                "ipv4 udp", "ipv4 udp size=1200");
        try {
            choice.choose(Optional.empty(), Optional.empty());
            return choice;
        } finally {
            loaded.values().forEach(ProgramSource.Loaded::close);
        }
    }

    @Test
    void warnsOfAnotherPacketThanTheBaselineLeaves() throws Exception {
        assertThat(chosen(SETS_TTL.replace("TTL", "7"), SETS_TTL.replace("TTL", "8")).warnings()).singleElement()
                .asString().matches("the candidate's output is another than the baseline's from byte 22 on"
                        + " \\(packet #1 .* 1200 B\\): the two do not do the same");
    }

    @Test
    void warnsOfNothingWhereBothDoTheSame() throws Exception {
        assertThat(chosen(SETS_TTL.replace("TTL", "7"), SETS_TTL.replace("TTL", "3 + 4")).warnings()).isEmpty();
    }
}
