package io.github.bpfgate.benchmark;

import io.github.bpfgate.instrument.Insn;
import io.github.bpfgate.libbpf.AssembledProgram;
import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.BpfMap;
import io.github.bpfgate.libbpf.BpfObject;
import io.github.bpfgate.libbpf.BpfProgram;
import io.github.bpfgate.libbpf.Errno;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.LoadAttributes;
import io.github.bpfgate.libbpf.LoadedProgram;
import io.github.bpfgate.libbpf.TestRun;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Where fresh copies of a program come from. */
sealed interface ProgramSource {

    /** A new copy in the kernel: its own machine code, its own maps. */
    Instance load();

    /** A copy of a program; closing it takes it, and its maps, out of the kernel. */
    interface Instance extends AutoCloseable {

        LoadedProgram program();

        @Override
        void close();
    }

    /** A program of an object file, with the set-up program that is run after each load. */
    record InObject(Libbpf libbpf, ObjectFile file, String programName, Optional<String> setup)
            implements ProgramSource {

        private static final int LOG_BYTES = 4 << 20;
        /** A string of 20,000,000 characters is the longest that Maven's side reads. */
        private static final int MOST_LOG_BYTES = 16 << 20;

        /** The same program of another file. */
        InObject of(ObjectFile other) {
            return new InObject(libbpf, other, programName, setup);
        }

        @Override
        public Instance load() {
            return load(BpfObject::load);
        }

        /**
         * Loads with the verifier's figures kept.
         *
         * @throws BpfException with the verifier's reasons if it rejects the program
         */
        Loaded loadWithStatistics() {
            try {
                return load(BpfObject::loadWithStatistics);
            } catch (BpfException e) {
                throw explained(e);
            }
        }

        /** Asks the verifier once more, now for its reasons, which take it some time. */
        private BpfException explained(BpfException rejection) {
            BpfException last = rejection;
            for (int logBytes : new int[] {LOG_BYTES, MOST_LOG_BYTES}) {
                try {
                    load((object, names) -> object.loadExplained(names, logBytes)).close();
                    return last;
                } catch (BpfException e) {
                    last = e;
                }
                if (last.errno() != Errno.ENOSPC) {
                    return last;
                }
            }
            return last;
        }

        private Loaded load(BiConsumer<BpfObject, Set<String>> loading) {
            Set<String> names = new LinkedHashSet<>();
            names.add(programName);
            setup.ifPresent(names::add);
            BpfObject object = load(names, loading);
            return new Loaded(object, object.program(programName).orElseThrow(),
                    setup.map(name -> object.program(name).orElseThrow()));
        }

        /** Loads these programs, the set-up program among them if there is one, and has it fill the maps. */
        BpfObject load(Set<String> names, BiConsumer<BpfObject, Set<String>> loading) {
            BpfObject object = libbpf.openObject(file.bytes(), file.name());
            try {
                loading.accept(object, names);
                setup.ifPresent(name -> runSetup(object, name));
                return object;
            } catch (RuntimeException e) {
                object.close();
                throw e;
            }
        }

        /** What another type than {@code syscall} returns is what to do with a packet, and no word on the maps. */
        private void runSetup(BpfObject object, String name) {
            BpfProgram program = object.program(name).orElseThrow();
            String what = "the set-up program " + name + " of " + file.name();
            RunnableType type = RunnableType.of(program).orElseThrow(() -> new IllegalStateException(what
                    + " cannot be run (there is no test run of " + program.typeName()
                    + " programs), as one in SEC(\"syscall\") can"));
            try {
                TestRun run = type.defaultRun(libbpf, program);
                run.run(program, 1);
                if (type == RunnableType.SYSCALL && run.returnValue() != 0) {
                    throw new IllegalStateException(what + " returned " + run.returnValue()
                            + " where 0 means that the maps are filled");
                }
            } catch (BpfException e) {
                throw new IllegalStateException(what + " cannot be run (" + e.getMessage().replaceFirst("\\.$", "")
                        + "), as one in SEC(\"syscall\") can", e);
            }
        }
    }

    /** An object with its program loaded, and the set-up program that has been run. */
    record Loaded(BpfObject object, BpfProgram program, Optional<BpfProgram> setup) implements Instance {

        /** The program, and with a program array all programs of the object. */
        List<BpfProgram> reachable() {
            return object.maps().stream().anyMatch(BpfMap::isProgramArray) ? object.programs() : List.of(program);
        }

        /** Those of all reachable programs, 8 bytes each. */
        byte[] reachableInsns() {
            ByteArrayOutputStream insns = new ByteArrayOutputStream();
            reachable().forEach(p -> insns.writeBytes(p.insns()));
            return insns.toByteArray();
        }

        /** The maps that the program's instructions name. */
        List<BpfMap> maps() {
            Set<Integer> fds = Insn.all(program.insns()).filter(Insn::namesMap).map(Insn::imm)
                    .collect(Collectors.toSet());
            return object.maps().stream().filter(map -> fds.contains(map.fd())).toList();
        }

        @Override
        public void close() {
            object.close();
        }
    }

    /** A program made of bare instructions. */
    record Assembled(Libbpf libbpf, String name, LoadAttributes attributes, byte[] insns) implements ProgramSource {

        @Override
        public Instance load() {
            AssembledProgram program = libbpf.loadAssembled(name, attributes, insns);
            return new Instance() {
                @Override
                public LoadedProgram program() {
                    return program;
                }

                @Override
                public void close() {
                    program.close();
                }
            };
        }
    }
}
