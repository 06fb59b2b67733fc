package io.github.bpfgate.benchmark;

import io.github.bpfgate.instrument.ObjectFormatException;
import io.github.bpfgate.libbpf.BpfMap;
import io.github.bpfgate.libbpf.BpfObject;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Where fresh copies of an object's maps come from, filled by the set-up program, for twins to run on. The program that
 * they are twins of is loaded with them only where a map refers to programs.
 */
final class MapSource {

    private final ProgramSource.InObject source;
    private final Set<String> programs = new LinkedHashSet<>();

    private MapSource(ProgramSource.InObject source) {
        this.source = source;
        source.setup().ifPresent(programs::add);
    }

    /**
     * @param loaded of that source
     * @throws ObjectFormatException if the object's debug information is broken
     */
    static MapSource of(ProgramSource.InObject source, ProgramSource.Loaded loaded) throws ObjectFormatException {
        if (loaded.object().maps().stream().anyMatch(BpfMap::refersToPrograms)) {
            MapSource all = new MapSource(source);
            all.programs.add(source.programName());
            return all;
        }
        return new MapSource(source.setup().isPresent() ? source
                : source.of(new ObjectFile(source.file().name(), source.file().map().withoutCoreRelocations())));
    }

    /**
     * Loads a copy.
     *
     * @throws io.github.bpfgate.libbpf.BpfException if the kernel refuses
     * @throws IllegalStateException                 if the set-up program cannot be run
     */
    BpfObject load() {
        return source.load(programs, BpfObject::load);
    }
}
