package io.github.bpfgate.benchmark;

import io.github.bpfgate.instrument.CannotCountException;
import io.github.bpfgate.instrument.CodeFacts;
import io.github.bpfgate.instrument.CounterChoice;
import io.github.bpfgate.instrument.FuncInfo;
import io.github.bpfgate.instrument.InsnCounts;
import io.github.bpfgate.instrument.InstrumentedProgram;
import io.github.bpfgate.instrument.Instrumenter;
import io.github.bpfgate.instrument.ObjectFormatException;
import io.github.bpfgate.instrument.ObjectMap;
import io.github.bpfgate.instrument.ProgramFunction;
import io.github.bpfgate.instrument.ProgramMap;
import io.github.bpfgate.libbpf.AssembledProgram;
import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.BpfMap;
import io.github.bpfgate.libbpf.BpfProgram;
import io.github.bpfgate.libbpf.CounterMap;
import io.github.bpfgate.libbpf.Errno;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.LoadAttributes;
import io.github.bpfgate.libbpf.LoadedProgram;
import io.github.bpfgate.libbpf.ProgramInfo;
import io.github.bpfgate.libbpf.TestRun;
import io.github.bpfgate.libbpf.VerifierLog;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A fresh load of a program with twins that count: the twin of the program is run in its place, and those of the
 * programs that it may tail-call stand in the program arrays.
 */
final class CountingInstance implements AutoCloseable {

    /** What the verifier says when it gives up ({@code do_check} in kernel/bpf/verifier.c). */
    private static final String TOO_LARGE = "BPF program is too large";

    private record Twin(ProgramMap map, InstrumentedProgram code, CounterMap counters, AssembledProgram program)
            implements AutoCloseable {

        @Override
        public void close() {
            program.close();
            counters.close();
        }
    }

    private final Libbpf libbpf;
    private final ObjectMap objectMap;
    private final ProgramSource.Loaded loaded;
    private final List<CounterChoice> choices;
    private final Map<String, Twin> twins = new LinkedHashMap<>();

    private CountingInstance(Libbpf libbpf, ObjectMap objectMap, ProgramSource.Loaded loaded,
            List<CounterChoice> choices) {
        this.libbpf = libbpf;
        this.objectMap = objectMap;
        this.loaded = loaded;
        this.choices = choices;
    }

    /**
     * Makes the twins of what was loaded with statistics. Closing takes them away; the load remains the caller's, with
     * program arrays that hold nothing.
     *
     * @throws CannotCountException  if a program cannot be counted
     * @throws ObjectFormatException if the object's tables do not fit its instructions
     */
    static CountingInstance of(Libbpf libbpf, ObjectMap objectMap, ProgramSource.Loaded loaded)
            throws CannotCountException, ObjectFormatException {
        return of(libbpf, objectMap, loaded, List.of(CounterChoice.FEWEST, CounterChoice.EVERY_BLOCK));
    }

    /** @param choices each is tried if the twin by the one before is too large for the verifier; at least one */
    static CountingInstance of(Libbpf libbpf, ObjectMap objectMap, ProgramSource.Loaded loaded,
            List<CounterChoice> choices) throws CannotCountException, ObjectFormatException {
        CountingInstance instance = new CountingInstance(libbpf, objectMap, loaded, choices);
        boolean complete = false;
        try {
            instance.add(loaded.program());
            instance.replaceInProgramArrays();
            complete = true;
            return instance;
        } finally {
            if (!complete) {
                instance.close();
            }
        }
    }

    private void replaceInProgramArrays() throws CannotCountException, ObjectFormatException {
        List<BpfMap> arrays = loaded.object().maps().stream().filter(BpfMap::isProgramArray).toList();
        if (arrays.isEmpty()) {
            return;
        }
        ProgramInfo.Reader info = new ProgramInfo.Reader(libbpf);
        Map<Integer, BpfProgram> byId = new LinkedHashMap<>();
        loaded.object().programs().forEach(program -> byId.put(info.read(program).id(), program));
        for (BpfMap array : arrays) {
            for (Map.Entry<Integer, Integer> entry : array.programIds().entrySet()) {
                BpfProgram program = byId.get(entry.getValue());
                if (program == null) {
                    throw new CannotCountException("The program array " + array.name()
                            + " holds a program of another object, whose instructions are not counted.");
                }
                array.putProgram(entry.getKey(), add(program).program());
            }
        }
    }

    private Twin add(BpfProgram program) throws CannotCountException, ObjectFormatException {
        Twin twin = twins.get(program.name());
        if (twin == null) {
            twin = twin(program);
            twins.put(program.name(), twin);
        }
        return twin;
    }

    private Twin twin(BpfProgram program) throws CannotCountException, ObjectFormatException {
        byte[] insns = program.insns();
        ProgramMap map = objectMap.program(program.name(), insns);
        CodeFacts facts = facts(map, program.statistics().stackDepths());
        CannotCountException refused = null;
        for (CounterChoice choice : choices) {
            try {
                return twin(program, map, Instrumenter.instrument(insns, facts, choice));
            } catch (BpfException e) {
                refused = refused(program, e);
                if (e.errno() != Errno.E2BIG) {
                    throw refused;
                }
            }
        }
        throw refused;
    }

    private static CannotCountException refused(BpfProgram program, BpfException e) {
        if (e.errno() == Errno.E2BIG && e.verifierLog().contains(TOO_LARGE)) {
            return new CannotCountException(String.format(Locale.ROOT, "With counters in it the verifier gives up %s"
                    + " after 1,000,000 instructions, with the fewest as with one in every block; without any it walks"
                    + " through %,d.", program.name(), program.statistics().verifiedInsns()));
        }
        String complaint = e.verifierLog().isBlank() ? e.getMessage()
                : Errno.describe(e.errno()) + ": " + String.join("; ", VerifierLog.of(e.verifierLog()).complaint()) + ".";
        return new CannotCountException("With counters in it the kernel does not take " + program.name() + ": "
                + complaint);
    }

    private static CodeFacts facts(ProgramMap map, List<Integer> stackDepths) {
        SortedMap<Integer, Integer> arguments = new TreeMap<>();
        for (ProgramFunction function : map.functions()) {
            if (function.arguments() >= 0) {
                arguments.put(function.start(), function.arguments());
            }
        }
        return new CodeFacts(arguments, map.kfuncs(), stackDepths);
    }

    private Twin twin(BpfProgram program, ProgramMap map, InstrumentedProgram code) throws ObjectFormatException {
        CounterMap counters = CounterMap.create(libbpf, Math.max(1, code.counters()));
        try {
            return new Twin(map, code, counters, libbpf.loadAssembled(program.name(), attributes(program, map, code),
                    code.insns(counters.fd(), 0)));
        } catch (BpfException e) {
            counters.close();
            throw e;
        }
    }

    private LoadAttributes attributes(BpfProgram program, ProgramMap map, InstrumentedProgram code)
            throws ObjectFormatException {
        List<FuncInfo> functions = map.funcInfo();
        OptionalInt btf = functions.isEmpty() ? OptionalInt.empty() : loaded.object().btfFd();
        ByteBuffer records = ByteBuffer.allocate(functions.size() * 2 * Integer.BYTES).order(ByteOrder.nativeOrder());
        for (FuncInfo function : functions) {
            records.putInt(code.newSlot(function.slot())).putInt(function.typeId());
        }
        int attachBtfId = new ProgramInfo.Reader(libbpf).read(program).attachBtfId();
        return new LoadAttributes(program.type(), program.expectedAttachType(), attachBtfId, program.loadFlags(),
                objectMap.license(), btf, records.array());
    }

    /** The twin that is run in the program's place. */
    LoadedProgram program() {
        return twins.get(loaded.program().name()).program();
    }

    /**
     * Runs the program once, and counts.
     *
     * @return counts of the program and of those that it may tail-call, by name
     * @throws CannotCountException if the counters do not add up
     * @throws BpfException         if the kernel refuses the run
     */
    Map<String, InsnCounts> run(TestRun packet) throws CannotCountException {
        twins.values().forEach(twin -> twin.counters().clear());
        packet.run(program(), 1);
        Map<String, InsnCounts> counts = new LinkedHashMap<>();
        for (Map.Entry<String, Twin> entry : twins.entrySet()) {
            InstrumentedProgram code = entry.getValue().code();
            counts.put(entry.getKey(),
                    code.counts(Arrays.copyOf(entry.getValue().counters().read(), code.counters())));
        }
        return counts;
    }

    /** Where the lines of a program are. */
    ProgramMap map(String program) {
        return twins.get(program).map();
    }

    @Override
    public void close() {
        twins.values().forEach(Twin::close);
    }
}
