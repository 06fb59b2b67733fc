package io.github.bpfgate.benchmark;

import io.github.bpfgate.libbpf.AssembledProgram;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.ProgramInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What lets the kernel tell this process where machine code lies, or not (kernel/ksyms_common.c,
 * {@code kallsyms_show_value}). Without it candidate and baseline can be measured, and not be placed alike.
 *
 * @param restriction {@code kernel.kptr_restrict}: 0, 1 or 2
 * @param paranoia    {@code kernel.perf_event_paranoid}: -1 to 4
 * @param syslog      whether this process has CAP_SYSLOG
 */
public record CodeAddresses(int restriction, int paranoia, boolean syslog) {

    private static final Path KERNEL = Path.of("/proc/sys/kernel");
    private static final int HIDDEN = 2;

    /**
     * Reads those of the calling process.
     *
     * @throws IOException if /proc is not mounted
     */
    static CodeAddresses ofThisProcess() throws IOException {
        return new CodeAddresses(read("kptr_restrict", 0), read("perf_event_paranoid", 2),
                Privileges.ofThisProcess().hasSyslog());
    }

    /** @param otherwise what a kernel built without the switch does */
    private static int read(String name, int otherwise) throws IOException {
        Path file = KERNEL.resolve(name);
        return Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : otherwise;
    }

    /**
     * Loads a program and asks where it lies.
     *
     * @return why the kernel does not tell, or empty
     * @throws io.github.bpfgate.libbpf.BpfException if the program does not load
     * @throws IOException if /proc is not mounted
     */
    public static String tryOut(Libbpf libbpf) throws IOException {
        try (AssembledProgram program = RunnableType.XDP.loadNullProgram(libbpf)) {
            return new ProgramInfo.Reader(libbpf).codeAddresses(program).length > 0 ? ""
                    : ofThisProcess().obstacle();
        }
    }

    /** Why the kernel tells no addresses, and what would make it, given that it does not. */
    String obstacle() {
        if (restriction >= HIDDEN) {
            return "kernel.kptr_restrict is 2";
        }
        if (!syslog && restriction == 1) {
            return "needs CAP_SYSLOG, for kernel.kptr_restrict is 1";
        }
        if (!syslog && paranoia > 1) {
            return "needs CAP_SYSLOG, or kernel.perf_event_paranoid of at most 1, which is " + paranoia;
        }
        return "programs have none: net.core.bpf_jit_enable is 0";
    }
}
