package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.BenchmarkFailure.Kind;
import io.github.bpfgate.benchmark.attach.AttachException;
import io.github.bpfgate.benchmark.attach.AttachPoint;
import io.github.bpfgate.benchmark.attach.Stage;
import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.BpfProgram;
import io.github.bpfgate.libbpf.Descriptor;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.LoadAttributes;
import io.github.bpfgate.libbpf.ProgramInfo;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Runs programs by attaching them, each alone, and triggering them. */
final class AttachDriver implements Driver {

    private final Libbpf libbpf;
    private final Benchmark benchmark;
    private final AttachPoint point;
    private final Attaching attaching;

    private AttachDriver(Libbpf libbpf, Benchmark benchmark, AttachPoint point) {
        this.libbpf = libbpf;
        this.benchmark = benchmark;
        this.point = point;
        this.attaching = benchmark.attaching().orElseThrow();
    }

    static AttachDriver of(Libbpf libbpf, Benchmark benchmark, BpfProgram program) throws BenchmarkFailure {
        AttachPoint point = AttachPoint.of(program).orElseThrow(() -> Failures.ofAttaching(program.name(),
                "bpfgate does not attach " + program.typeName() + " programs (section \"" + program.section() + "\")"));
        return new AttachDriver(libbpf, benchmark, point);
    }

    @Override
    public String typeName() {
        return point.type().title();
    }

    @Override
    public String kind() {
        return "attached to " + point;
    }

    @Override
    public ProgramSource nullProgram(BpfProgram candidate) {
        int attachBtfId = new ProgramInfo.Reader(libbpf).read(candidate).attachBtfId();
        return new ProgramSource.Assembled(libbpf, NullProgram.NAME, new LoadAttributes(candidate.type(),
                candidate.expectedAttachType(), attachBtfId, candidate.loadFlags(), "GPL", OptionalInt.empty(),
                new byte[0]), NullProgram.insns(point.type().neutralReturn()));
    }

    @Override
    public void prepare(Collection<ProgramSource.Loaded> loaded) {
        // Whatever their maps hold, they are attached and triggered in the same way.
    }

    @Override
    public Findings examine(Map<Side, ProgramSource.Loaded> loaded) throws BenchmarkFailure {
        Descriptor statistics = libbpf.enableRunTimeStatistics();
        Stage stage = null;
        boolean taken = false;
        try {
            stage = open();
            Rehearsal rehearsal = new Rehearsal(libbpf, stage);
            for (Side side : loaded.keySet()) {
                rehearsal.run(loaded.get(side).program(), (side == Side.BASELINE ? "the baseline of " : "")
                        + benchmark.program() + " (" + point + ")");
            }
            Sampler sampler = new AttachedSampler(libbpf, stage,
                    attaching.count().orElseGet(rehearsal::triggersPerSample), rehearsal.runsOfReading(),
                    rehearsal.runsPerTrigger());
            taken = true;
            return new Findings(sampler, rehearsal.pairs(), List.of(), List.of());
        } catch (IllegalStateException e) {
            throw Failures.ofState(e, benchmark);
        } finally {
            statistics.close();
            if (stage != null && !taken) {
                stage.close();
            }
        }
    }

    @Override
    public Exercises exercises() throws BenchmarkFailure {
        Descriptor statistics = libbpf.enableRunTimeStatistics();
        boolean complete = false;
        try {
            Stage stage = open();
            complete = true;
            return new Exercises(List.of(new AttachedExercise(libbpf, stage)),
                    List.of(statistics::close, stage::close));
        } finally {
            if (!complete) {
                statistics.close();
            }
        }
    }

    @Override
    public String inputName() {
        return "trigger";
    }

    private Stage open() throws BenchmarkFailure {
        try {
            return point.open(libbpf, attaching.workload());
        } catch (AttachException e) {
            throw e.isUnsupported() ? Failures.ofAttaching(benchmark.program(), e.getMessage())
                    : new BenchmarkFailure(Kind.CONFIGURATION, "Benchmark " + benchmark.name() + ": "
                    + e.getMessage() + ".");
        }
    }

    @Override
    public BenchmarkFailure explained(BpfException refusal) {
        return Failures.ofAttaching(refusal, benchmark.program() + " (" + point + ")");
    }
}
