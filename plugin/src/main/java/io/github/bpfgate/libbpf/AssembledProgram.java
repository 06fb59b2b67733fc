package io.github.bpfgate.libbpf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.ref.Reference;
import jnr.ffi.Pointer;

/** A program loaded from bare instructions, without an object. */
public final class AssembledProgram implements LoadedProgram, AutoCloseable {

    /** {@code struct bpf_prog_load_opts} of libbpf 1.0, the same on every 64-bit architecture. */
    private static final int OPTIONS_SIZE = 104;
    private static final int EXPECTED_ATTACH_TYPE = 12;
    private static final int PROG_BTF_FD = 16;
    private static final int PROG_FLAGS = 20;
    private static final int ATTACH_BTF_ID = 32;
    private static final int FUNC_INFO = 56;
    private static final int FUNC_INFO_CNT = 64;
    private static final int FUNC_INFO_REC_SIZE = 68;
    private static final int LOG_LEVEL = 88;
    private static final int LOG_SIZE = 92;
    private static final int LOG_BUF = 96;
    private static final int FUNC_INFO_SIZE = 8;
    private static final int INSN_SIZE = 8;
    /** Of linux/bpf_verifier.h, as the next. */
    private static final int BPF_LOG_LEVEL1 = 1;
    private static final int BPF_LOG_STATS = 4;
    private static final int LOG_BYTES = 1 << 20;

    private final Descriptor descriptor;

    private AssembledProgram(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    static AssembledProgram load(Libbpf libbpf, String name, LoadAttributes attributes, byte[] insns) {
        Pointer code = copy(libbpf, insns);
        Pointer funcInfo = copy(libbpf, attributes.funcInfo());
        Pointer options = options(libbpf, attributes, funcInfo);
        int fd = load(libbpf, name, attributes, code, insns.length, options);
        if (fd < 0) {
            BpfException refused = refused(libbpf, name, attributes, code, insns.length, options, -fd);
            Reference.reachabilityFence(funcInfo);
            throw refused;
        }
        // The options hold the records' bare address, which keeps no memory alive.
        Reference.reachabilityFence(funcInfo);
        return new AssembledProgram(new Descriptor(libbpf, fd));
    }

    private static Pointer copy(Libbpf libbpf, byte[] bytes) {
        Pointer memory = libbpf.allocate(bytes.length);
        memory.put(0, bytes, 0, bytes.length);
        return memory;
    }

    private static Pointer options(Libbpf libbpf, LoadAttributes attributes, Pointer funcInfo) {
        Pointer options = libbpf.allocate(OPTIONS_SIZE);
        options.putLong(0, OPTIONS_SIZE);
        options.putInt(EXPECTED_ATTACH_TYPE, attributes.expectedAttachType());
        options.putInt(ATTACH_BTF_ID, attributes.attachBtfId());
        options.putInt(PROG_FLAGS, attributes.flags());
        attributes.btfFd().ifPresent(btf -> {
            options.putInt(PROG_BTF_FD, btf);
            options.putPointer(FUNC_INFO, funcInfo);
            options.putInt(FUNC_INFO_CNT, attributes.funcInfo().length / FUNC_INFO_SIZE);
            options.putInt(FUNC_INFO_REC_SIZE, FUNC_INFO_SIZE);
        });
        return options;
    }

    private static int load(Libbpf libbpf, String name, LoadAttributes attributes, Pointer code, int bytes,
            Pointer options) {
        return libbpf.calls().bpf_prog_load(attributes.type(), name, attributes.license(), code, bytes / INSN_SIZE,
                options);
    }

    /**
     * Asks once more, now with a log: without one the verifier is much faster. What it answers then may be that the log
     * is too long, so the first answer counts. Of a program that is too large only the complaint is asked for: it is
     * about no instruction, and the way there is long.
     */
    private static BpfException refused(Libbpf libbpf, String name, LoadAttributes attributes, Pointer code, int bytes,
            Pointer options, int errno) {
        Pointer log = libbpf.allocate(LOG_BYTES);
        options.putInt(LOG_LEVEL, errno == Errno.E2BIG ? BPF_LOG_STATS : BPF_LOG_LEVEL1);
        options.putInt(LOG_SIZE, LOG_BYTES);
        options.putPointer(LOG_BUF, log);
        int result = load(libbpf, name, attributes, code, bytes, options);
        libbpf.drainMessages();
        if (result >= 0) {
            new Descriptor(libbpf, result).close();
        }
        return new BpfException("The kernel does not load the program " + name + " of type "
                + libbpf.programTypeName(attributes.type()).orElse("number " + attributes.type()) + ": "
                + Errno.describe(errno) + ".", errno, log.getString(0, LOG_BYTES, UTF_8));
    }

    @Override
    public int fd() {
        return descriptor.fd();
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
