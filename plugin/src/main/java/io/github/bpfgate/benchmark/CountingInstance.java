package io.github.bpfgate.benchmark;

import io.github.bpfgate.instrument.CannotCountException;
import io.github.bpfgate.instrument.InsnCounts;
import io.github.bpfgate.instrument.ObjectFormatException;
import io.github.bpfgate.instrument.ProgramMap;
import io.github.bpfgate.libbpf.BpfMap;
import io.github.bpfgate.libbpf.BpfObject;
import io.github.bpfgate.libbpf.BpfProgram;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.LoadedProgram;
import io.github.bpfgate.libbpf.ProgramInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fresh instance of an object with twins that count: the twin of the program is run in its place, and those of the
 * programs that it may tail-call stand in the program arrays.
 */
final class CountingInstance implements AutoCloseable {

    /**
     * What an exercise came to.
     *
     * @param done   with what the program answers as it would without counters
     * @param counts of the program and of those that it may tail-call, by name
     */
    record Counted(Exercise.Done done, Map<String, InsnCounts> counts) {
    }

    private final TwinSource source;
    private final BpfObject instance;
    private final Map<String, Twin> twins = new LinkedHashMap<>();

    private CountingInstance(TwinSource source, BpfObject instance) {
        this.source = source;
        this.instance = instance;
    }

    /**
     * Makes the twins. Closing takes them away; the instance remains the caller's, with program arrays that hold
     * nothing.
     *
     * @throws CannotCountException  if a program cannot be counted
     * @throws ObjectFormatException if the object's tables do not fit its instructions
     */
    static CountingInstance of(Libbpf libbpf, TwinSource source, BpfObject instance)
            throws CannotCountException, ObjectFormatException {
        CountingInstance counting = new CountingInstance(source, instance);
        boolean complete = false;
        try {
            counting.add(source.programName());
            counting.replaceInProgramArrays(new ProgramInfo.Reader(libbpf));
            complete = true;
            return counting;
        } finally {
            if (!complete) {
                counting.close();
            }
        }
    }

    private void replaceInProgramArrays(ProgramInfo.Reader info) throws CannotCountException, ObjectFormatException {
        List<BpfMap> arrays = instance.maps().stream().filter(BpfMap::isProgramArray).toList();
        if (arrays.isEmpty()) {
            return;
        }
        Map<Integer, BpfProgram> byId = new LinkedHashMap<>();
        instance.programs().forEach(program -> byId.put(info.read(program).id(), program));
        for (BpfMap array : arrays) {
            for (Map.Entry<Integer, Integer> entry : array.programIds().entrySet()) {
                BpfProgram program = byId.get(entry.getValue());
                if (program == null) {
                    throw new CannotCountException("The program array " + array.name()
                            + " holds a program of another object, whose instructions are not counted.");
                }
                array.putProgram(entry.getKey(), add(program.name()).program());
            }
        }
    }

    private Twin add(String program) throws CannotCountException, ObjectFormatException {
        Twin twin = twins.get(program);
        if (twin == null) {
            twin = source.twin(program, instance);
            twins.put(program, twin);
        }
        return twin;
    }

    /** The twin that is run in the program's place. */
    LoadedProgram program() {
        return twins.get(source.programName()).program();
    }

    /**
     * Runs the program, and counts.
     *
     * @throws CannotCountException if the counters do not add up
     * @throws io.github.bpfgate.libbpf.BpfException if the kernel refuses the run
     */
    Counted run(Exercise exercise) throws CannotCountException {
        Exercise.Done done = exercise.run(program(), () -> twins.values().forEach(twin -> twin.counters().clear()));
        Map<String, InsnCounts> counts = new LinkedHashMap<>();
        for (Map.Entry<String, Twin> entry : twins.entrySet()) {
            counts.put(entry.getKey(), entry.getValue().counts());
        }
        return new Counted(done, counts);
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
