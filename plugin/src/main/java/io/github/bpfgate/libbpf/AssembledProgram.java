package io.github.bpfgate.libbpf;

import jnr.ffi.Pointer;

/** A program loaded from bare instructions, without an object. */
public final class AssembledProgram implements LoadedProgram, AutoCloseable {

    /** {@code struct bpf_prog_load_opts} up to and with {@code prog_flags}. */
    private static final int OPTIONS_SIZE = 24;
    private static final int EXPECTED_ATTACH_TYPE = 12;
    private static final int PROG_FLAGS = 20;
    private static final int INSN_SIZE = 8;

    private final Descriptor descriptor;

    private AssembledProgram(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    static AssembledProgram load(
            Libbpf libbpf, String name, int type, int expectedAttachType, int flags, byte[] insns) {
        Pointer options = libbpf.allocate(OPTIONS_SIZE);
        options.putLong(0, OPTIONS_SIZE);
        options.putInt(EXPECTED_ATTACH_TYPE, expectedAttachType);
        options.putInt(PROG_FLAGS, flags);
        Pointer code = libbpf.allocate(insns.length);
        code.put(0, insns, 0, insns.length);
        int fd = libbpf.calls().bpf_prog_load(type, name, "GPL", code, insns.length / INSN_SIZE, options);
        if (fd < 0) {
            libbpf.drainMessages();
            throw new BpfException("The kernel does not load the program " + name + " of type "
                    + libbpf.programTypeName(type).orElse("number " + type) + ": " + Errno.describe(-fd) + ".", -fd);
        }
        return new AssembledProgram(new Descriptor(libbpf, fd));
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
