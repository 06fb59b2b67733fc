package io.github.bpfgate.pipeline;

import io.github.bpfgate.benchmark.ExactMeasurement;
import io.github.bpfgate.benchmark.InstructionCount;
import io.github.bpfgate.benchmark.NearestNames;
import io.github.bpfgate.benchmark.RunnableType;
import io.github.bpfgate.benchmark.input.NoInput;
import io.github.bpfgate.instrument.Passage;
import io.github.bpfgate.report.ListingText;
import io.github.bpfgate.report.Profile;
import io.github.bpfgate.report.ProfileText;
import io.github.bpfgate.worker.WorkerRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The goal profile: counts one benchmark of the module, and prints where its instructions go. */
public final class ProfileStep {

    /**
     * What to profile, and how to show it.
     *
     * @param module          its objects and benchmarks
     * @param outputDirectory where the objects should be
     * @param benchmark       its name; empty where the module has one only
     * @param order           of source lines
     * @param disassemble     whether the bytecode is shown in the place of the source
     */
    public record Request(MeasureRequest module, Path outputDirectory, Optional<String> benchmark,
            ProfileText.Order order, boolean disassemble) {
    }

    private final Request request;
    private final MeasureRequest module;
    private final Journal journal;

    public ProfileStep(Request request, Journal journal) {
        this.request = request;
        this.module = request.module();
        this.journal = journal;
    }

    /**
     * Counts and prints.
     *
     * @throws GateException if nothing is compiled, the benchmark is not known, or cannot be counted
     */
    public void run() throws GateException, InterruptedException {
        if (module.candidates().isEmpty()) {
            throw new GateException("There is no object in " + request.outputDirectory()
                    + " to profile. Run mvn verify first.");
        }
        BenchmarkSpec spec = module.benchmarks().isEmpty() ? ofProgram(chosen(runnable())) : configured();
        WorkerRequest counting = request(List.of(spec), Set.of(WorkerRequest.Kind.LISTING));
        Measured measured = work(counting);
        if (!measured.unsupported().isEmpty()) {
            throw new GateException(measured.unsupported().get(0).message());
        }
        // One by default.
        int inputs = Math.max(1, counting.benchmarks().get(0).input().packets().size());
        Profile profile = profile(measured.exact().get(0), inputs);
        journal.info("");
        ProfileText.head(profile).forEach(journal::info);
        journal.info("");
        (request.disassemble() ? ListingText.lines(profile) : ProfileText.lines(profile, request.order()))
                .forEach(journal::info);
    }

    private BenchmarkSpec configured() throws GateException {
        String name = chosen(module.benchmarks().stream().map(BenchmarkSpec::resultName).toList());
        return module.benchmarks().stream().filter(spec -> spec.resultName().equals(name)).findFirst().orElseThrow();
    }

    /** What the benchmarks of a module are called that configures none: a request for no figures has them planned. */
    private List<String> runnable() throws GateException, InterruptedException {
        Measured measured = work(request(List.of(), Set.of()));
        if (measured.planned().isEmpty()) {
            throw new GateException("There is nothing to profile in " + request.outputDirectory()
                    + (measured.leftOut().isEmpty() ? "" : ": " + String.join(", ", measured.leftOut())) + ".");
        }
        return measured.planned();
    }

    private String chosen(List<String> names) throws GateException {
        if (request.benchmark().isEmpty()) {
            if (names.size() == 1) {
                return names.get(0);
            }
            throw new GateException("There are " + names.size() + " benchmarks. Say with -Dbpfgate.benchmark=NAME"
                    + " which to profile: " + String.join(", ", names) + ".");
        }
        String name = request.benchmark().get();
        if (!names.contains(name)) {
            throw new GateException("There is no benchmark " + NearestNames.suggest(name, names));
        }
        return name;
    }

    /** A benchmark nobody configured has its program's name, after that of its object where two hold that program. */
    private static BenchmarkSpec ofProgram(String name) {
        int slash = name.lastIndexOf('/');
        return new BenchmarkSpec(Optional.of(name), name.substring(slash + 1),
                slash < 0 ? Optional.empty() : Optional.of(name.substring(0, slash)), new NoInput(),
                Optional.empty());
    }

    private WorkerRequest request(List<BenchmarkSpec> benchmarks, Set<WorkerRequest.Kind> kinds) throws GateException {
        return new WorkerRequests(module.worker(), module.rules()).measure(module.candidates(), Set.of(),
                benchmarks, new NoInput(), List.of(), Map.of(), List.of(), kinds, 0);
    }

    private Measured work(WorkerRequest workerRequest) throws GateException, InterruptedException {
        return new MeasuringSession(module.worker(), module.reportDirectory(), journal).run(workerRequest);
    }

    private static Profile profile(ExactMeasurement measured, int packets) throws GateException {
        InstructionCount count = measured.candidate().count();
        if (count == null) {
            throw new GateException("The instructions of " + measured.benchmark() + " cannot be counted. "
                    + measured.candidate().notCounted());
        }
        return new Profile(new Profile.Head(measured.benchmark(), measured.program(), measured.object(),
                measured.type(), packets, RunnableType.named(measured.type()).inputName(), count.perRun(),
                count.least(), count.most(), count.notExact(), count.worstPacket(), count.worstInsns(),
                count.helperCalls(), count.coverage().value()),
                count.listing().stream().map(ProfileStep::shown).toList());
    }

    private static Profile.Passage shown(Passage passage) {
        return new Profile.Passage(passage.program(), passage.function(), passage.file(), passage.line(),
                passage.text(), passage.insns().stream().map(insn -> new Profile.Insn(insn.slot(), insn.executions(),
                        insn.text(), insn.target())).toList());
    }
}
