package io.github.bpfgate.benchmark;

import io.github.bpfgate.instrument.CannotCountException;
import io.github.bpfgate.instrument.CodeFacts;
import io.github.bpfgate.instrument.CounterChoice;
import io.github.bpfgate.instrument.FuncInfo;
import io.github.bpfgate.instrument.InstrumentedProgram;
import io.github.bpfgate.instrument.Instrumenter;
import io.github.bpfgate.instrument.ObjectFormatException;
import io.github.bpfgate.instrument.ObjectMap;
import io.github.bpfgate.instrument.ProgramFunction;
import io.github.bpfgate.instrument.ProgramMap;
import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.BpfMap;
import io.github.bpfgate.libbpf.BpfObject;
import io.github.bpfgate.libbpf.BpfProgram;
import io.github.bpfgate.libbpf.CounterMap;
import io.github.bpfgate.libbpf.Errno;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.LoadAttributes;
import io.github.bpfgate.libbpf.ProgramInfo;
import io.github.bpfgate.libbpf.VerifierLog;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes the twins of a loaded program, and of those that it may tail-call: for the instance that was loaded, and for
 * fresh ones of the same object, in which the verifier need not look at the programs themselves again.
 */
final class TwinSource {

    /** What the verifier says when it gives up ({@code do_check} in kernel/bpf/verifier.c). */
    private static final String TOO_LARGE = "BPF program is too large";

    private final Libbpf libbpf;
    private final ObjectMap objectMap;
    private final ProgramSource.Loaded first;
    private final List<CounterChoice> choices;
    private final Map<String, Code> codes = new HashMap<>();

    /**
     * @param first loaded with statistics, and open for as long as twins are made
     */
    TwinSource(Libbpf libbpf, ObjectMap objectMap, ProgramSource.Loaded first) {
        this(libbpf, objectMap, first, List.of(CounterChoice.FEWEST, CounterChoice.EVERY_BLOCK));
    }

    /** @param choices each is tried if the twin by the one before is too large for the verifier; at least one */
    TwinSource(Libbpf libbpf, ObjectMap objectMap, ProgramSource.Loaded first, List<CounterChoice> choices) {
        this.libbpf = libbpf;
        this.objectMap = objectMap;
        this.first = first;
        this.choices = List.copyOf(choices);
    }

    /** The program that is run. */
    String programName() {
        return first.program().name();
    }

    /**
     * Makes the twin of one program.
     *
     * @param instance whose maps the twin uses, of the same object
     * @throws CannotCountException  if the program cannot be counted
     * @throws ObjectFormatException if the object's tables do not fit its instructions
     */
    Twin twin(String program, BpfObject instance) throws CannotCountException, ObjectFormatException {
        Code code = codes.get(program);
        if (code == null) {
            code = new Code(first.object().program(program).orElseThrow());
            codes.put(program, code);
        }
        return code.twin(instance);
    }

    /** Descriptors of an instance's maps by those of the first. */
    private Map<Integer, Integer> mapsOf(BpfObject instance) {
        List<BpfMap> here = first.object().maps();
        List<BpfMap> there = instance.maps();
        return IntStream.range(0, here.size()).boxed()
                .collect(Collectors.toMap(i -> here.get(i).fd(), i -> there.get(i).fd()));
    }

    /** What all twins of one program have in common. */
    private final class Code {

        private final BpfProgram program;
        private final ProgramMap map;
        private final int attachBtfId;
        private int choice;
        private InstrumentedProgram instrumented;

        Code(BpfProgram program) throws CannotCountException, ObjectFormatException {
            this.program = program;
            this.map = objectMap.program(program.name(), program.insns());
            this.attachBtfId = new ProgramInfo.Reader(libbpf).read(program).attachBtfId();
            instrument();
        }

        private void instrument() throws CannotCountException {
            instrumented = Instrumenter.instrument(program.insns(), facts(), choices.get(choice));
        }

        private CodeFacts facts() {
            SortedMap<Integer, Integer> arguments = new TreeMap<>();
            for (ProgramFunction function : map.functions()) {
                if (function.arguments() >= 0) {
                    arguments.put(function.start(), function.arguments());
                }
            }
            return new CodeFacts(arguments, map.kfuncs(), program.statistics().stackDepths());
        }

        Twin twin(BpfObject instance) throws CannotCountException {
            while (true) {
                try {
                    return load(instance);
                } catch (BpfException e) {
                    if (e.errno() != Errno.E2BIG || choice + 1 == choices.size()) {
                        throw refused(e);
                    }
                    choice++;
                    instrument();
                }
            }
        }

        private Twin load(BpfObject instance) {
            CounterMap counters = CounterMap.create(libbpf, Math.max(1, instrumented.counters()));
            try {
                return new Twin(map, instrumented, counters, libbpf.loadAssembled(program.name(), attributes(instance),
                        instrumented.insns(counters.fd(), 0, mapsOf(instance))));
            } catch (BpfException e) {
                counters.close();
                throw e;
            }
        }

        private LoadAttributes attributes(BpfObject instance) {
            List<FuncInfo> functions = map.funcInfo();
            OptionalInt btf = functions.isEmpty() ? OptionalInt.empty() : instance.btfFd();
            ByteBuffer records = ByteBuffer.allocate(functions.size() * 2 * Integer.BYTES)
                    .order(ByteOrder.nativeOrder());
            for (FuncInfo function : functions) {
                records.putInt(instrumented.newSlot(function.slot())).putInt(function.typeId());
            }
            return new LoadAttributes(program.type(), program.expectedAttachType(), attachBtfId, program.loadFlags(),
                    objectMap.license(), btf, records.array());
        }

        private CannotCountException refused(BpfException e) {
            if (e.errno() == Errno.E2BIG && e.verifierLog().contains(TOO_LARGE)) {
                return new CannotCountException(String.format(Locale.ROOT, "With counters in it the verifier gives up"
                        + " %s after 1,000,000 instructions, with the fewest as with one in every block; without any it"
                        + " walks through %,d.", program.name(), program.statistics().verifiedInsns()));
            }
            String complaint = e.verifierLog().isBlank() ? e.getMessage() : Errno.describe(e.errno()) + ": "
                    + String.join("; ", VerifierLog.of(e.verifierLog()).complaint()) + ".";
            return new CannotCountException("With counters in it the kernel does not take " + program.name() + ": "
                    + complaint);
        }
    }
}
