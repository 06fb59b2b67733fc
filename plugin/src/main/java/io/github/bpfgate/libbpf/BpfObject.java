package io.github.bpfgate.libbpf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import jnr.ffi.Pointer;

/**
 * An eBPF object file as libbpf sees it: its programs and maps, and whether they are in the kernel.
 *
 * <p>Maps are never pinned, whatever the object asks for: two instances must not share state, and nothing may stay
 * behind.
 */
public final class BpfObject implements AutoCloseable {

    /** {@code struct bpf_object_open_opts} up to and with {@code object_name}. */
    private static final int OPEN_OPTIONS_SIZE = 16;
    private static final int OBJECT_NAME = 8;

    private final Libbpf libbpf;
    private final String name;
    private final List<BpfProgram> programs = new ArrayList<>();
    private final List<BpfMap> maps = new ArrayList<>();
    private Pointer handle;

    private BpfObject(Libbpf libbpf, String name, Pointer handle) {
        this.libbpf = libbpf;
        this.name = name;
        this.handle = handle;
        LibbpfCalls calls = libbpf.calls();
        for (Pointer p = calls.bpf_object__next_program(handle, null); p != null;
                p = calls.bpf_object__next_program(handle, p)) {
            programs.add(new BpfProgram(libbpf, p));
        }
        for (Pointer m = calls.bpf_object__next_map(handle, null); m != null;
                m = calls.bpf_object__next_map(handle, m)) {
            calls.bpf_map__set_pin_path(m, null);
            maps.add(new BpfMap(libbpf, m));
        }
    }

    static BpfObject open(Libbpf libbpf, byte[] bytes, String name) {
        libbpf.drainMessages();
        ElfCheck.requireBpf(bytes, name);
        Pointer options = libbpf.allocate(OPEN_OPTIONS_SIZE);
        Pointer nameBytes = libbpf.allocate(name.getBytes(UTF_8).length + 1L);
        nameBytes.putString(0, name, (int) nameBytes.size(), UTF_8);
        options.putLong(0, OPEN_OPTIONS_SIZE);
        options.putPointer(OBJECT_NAME, nameBytes);
        Pointer handle = libbpf.calls().bpf_object__open_mem(bytes, bytes.length, options);
        // The options hold the name's bare address, which keeps no memory alive.
        Reference.reachabilityFence(nameBytes);
        if (handle == null) {
            int errno = libbpf.lastErrno();
            throw new BpfException(name + " cannot be opened as an eBPF object: " + Errno.describe(errno)
                    + sentence(libbpf.drainMessages()) + " Build it again with clang -target bpf -g.", errno);
        }
        return new BpfObject(libbpf, name, handle);
    }

    /** The file name this object was opened under. */
    public String name() {
        return name;
    }

    /** All programs, in file order. */
    public List<BpfProgram> programs() {
        return List.copyOf(programs);
    }

    /** The program of that function name. */
    public Optional<BpfProgram> program(String programName) {
        return programs.stream().filter(p -> p.name().equals(programName)).findFirst();
    }

    /** All maps, with those that libbpf makes for global data, in libbpf's order. */
    public List<BpfMap> maps() {
        return List.copyOf(maps);
    }

    /**
     * Loads the named programs and the maps into the kernel.
     *
     * <p>Where the object holds a program array, all programs are loaded: it may name any of them.
     *
     * @throws BpfException with the verifier's log if a program is rejected
     */
    public void load(Set<String> programNames) {
        load(chosen(programNames));
    }

    private void load(List<BpfProgram> chosen) {
        programs.forEach(program -> program.setAutoload(chosen.contains(program)));
        libbpf.drainMessages();
        int result = libbpf.calls().bpf_object__load(handle);
        if (result < 0) {
            List<String> messages = libbpf.drainMessages();
            throw new BpfException(name + " does not load: " + Errno.describe(-result) + sentence(messages), -result);
        }
    }

    private List<BpfProgram> chosen(Set<String> programNames) {
        boolean all = maps.stream().anyMatch(BpfMap::isProgramArray);
        return programs.stream().filter(program -> all || programNames.contains(program.name())).toList();
    }

    /**
     * Loads as {@link #load(Set)} does, and asks the verifier for its reasons if it rejects.
     *
     * <p>Meant for programs that another load has rejected: it sets a log buffer for each program.
     *
     * @param logBytes of each buffer
     * @throws BpfException with the log of the program that is rejected; with ENOSPC if it is longer than its buffer, in
     *                      whose place the log's end is, or on Linux before 6.4 its beginning
     */
    public void loadExplained(Set<String> programNames, int logBytes) {
        loadExplained(chosen(programNames), logBytes);
    }

    private void loadExplained(List<BpfProgram> chosen, int logBytes) {
        Map<BpfProgram, Pointer> logs = new LinkedHashMap<>();
        for (BpfProgram program : chosen) {
            Pointer buffer = libbpf.allocateLog(logBytes);
            libbpf.calls().bpf_program__set_log_buf(program.handle(), buffer, logBytes);
            logs.put(program, buffer);
        }
        try {
            load(chosen);
        } catch (BpfException e) {
            throw explained(e, logs, logBytes);
        }
    }

    /**
     * Loads as {@link #load(Set)} does, and has the verifier keep its {@linkplain BpfProgram#statistics() statistics},
     * at no cost that could be measured. A rejection has no reasons here.
     *
     * @throws BpfException if a program is rejected
     */
    public void loadWithStatistics(Set<String> programNames) {
        loadWithStatistics(chosen(programNames));
    }

    private void loadWithStatistics(List<BpfProgram> chosen) {
        chosen.forEach(BpfProgram::askForStatistics);
        load(chosen);
    }

    /**
     * Loads as {@link #loadWithStatistics(Set)} does, but the named programs and no others, whatever the object's
     * program arrays may name: to look at them, and not to run them.
     *
     * @throws BpfException if a program is rejected
     */
    public void loadOnlyWithStatistics(Set<String> programNames) {
        loadWithStatistics(only(programNames));
    }

    /**
     * Loads one program and no others, and asks the verifier for its reasons if it rejects.
     *
     * @param logBytes of the log's buffer
     * @throws BpfException as {@link #loadExplained(Set, int)} has it
     */
    public void loadOnlyExplained(String programName, int logBytes) {
        loadExplained(only(Set.of(programName)), logBytes);
    }

    private List<BpfProgram> only(Set<String> programNames) {
        return programs.stream().filter(program -> programNames.contains(program.name())).toList();
    }

    /** The descriptor of the object's BTF in the kernel; empty if it has none. Valid once loaded, until closed. */
    public OptionalInt btfFd() {
        int fd = libbpf.calls().bpf_object__btf_fd(handle);
        return fd < 0 ? OptionalInt.empty() : OptionalInt.of(fd);
    }

    private BpfException explained(BpfException failure, Map<BpfProgram, Pointer> logs, int logBytes) {
        for (Map.Entry<BpfProgram, Pointer> entry : logs.entrySet()) {
            String log = entry.getValue().getString(0, logBytes, UTF_8);
            if (!log.isBlank() && failure.errno() != Errno.EPERM) {
                String why = failure.errno() == Errno.ENOSPC ? ", and its log, which is longer than "
                        + (logBytes >> 20) + " MiB, is cut." : ": " + Errno.describe(failure.errno()) + ".";
                return new BpfException("The verifier rejects " + entry.getKey().name() + " of " + name + why,
                        failure.errno(), log);
            }
        }
        return failure;
    }

    /** libbpf's last three messages as a clause: the first are mostly about what it could do without. */
    private static String sentence(List<String> messages) {
        if (messages.isEmpty()) {
            return ".";
        }
        List<String> last = messages.subList(Math.max(0, messages.size() - 3), messages.size());
        return ". libbpf says: " + String.join("; ", last) + ".";
    }

    @Override
    public void close() {
        if (handle != null) {
            libbpf.calls().bpf_object__close(handle);
            handle = null;
        }
    }
}
