package io.github.bpfgate.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The capabilities of this process, and which of those that measuring needs are missing.
 *
 * <p>Bit numbers are those of linux/capability.h; the effective set is {@code CapEff} of {@code /proc/self/status}.
 *
 * @param effective the effective capability set
 */
public record Privileges(long effective) {

    /** Of use to {@link CodeAddresses} alone, and so not among those needed. */
    private static final int SYSLOG = 34;

    private static final Map<String, Integer> NEEDED = new LinkedHashMap<>();

    static {
        NEEDED.put("CAP_BPF", 39);
        NEEDED.put("CAP_NET_ADMIN", 12);
        NEEDED.put("CAP_PERFMON", 38);
        NEEDED.put("CAP_SYS_ADMIN", 21);
    }

    /**
     * Reads those of the calling process.
     *
     * @throws IOException if /proc is not mounted
     */
    public static Privileges ofThisProcess() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("CapEff:")) {
                return new Privileges(Long.parseUnsignedLong(line.substring(7).strip(), 16));
            }
        }
        throw new IOException("/proc/self/status has no line CapEff");
    }

    /** The needed capabilities that are not there; CAP_SYS_ADMIN stands in for CAP_BPF and CAP_PERFMON. */
    public List<String> missing() {
        return NEEDED.keySet().stream().filter(name -> !has(name)).toList();
    }

    boolean hasSyslog() {
        return bit(SYSLOG);
    }

    private boolean has(String name) {
        boolean impliedBySysAdmin = name.equals("CAP_BPF") || name.equals("CAP_PERFMON");
        return bit(NEEDED.get(name)) || impliedBySysAdmin && bit(NEEDED.get("CAP_SYS_ADMIN"));
    }

    private boolean bit(int number) {
        return (effective >>> number & 1) == 1;
    }

    /** Why the kernel answered EPERM, and what helps. */
    String explanation() {
        String lacking = missing().isEmpty() ? "although no capability seems to be missing (a seccomp filter or"
                + " kernel lockdown, perhaps)" : "this process lacks " + missing().stream()
                .collect(Collectors.joining(", ")) + unprivilegedBpf();
        return "The kernel does not let this process use eBPF (EPERM): " + lacking
                + ". Give the worker its privileges, and it alone, with <launcher>sudo -n</launcher>"
                + " (or -Dbpfgate.launcher='sudo -n').";
    }

    private static String unprivilegedBpf() {
        try {
            return ", and kernel.unprivileged_bpf_disabled is "
                    + Files.readString(Path.of("/proc/sys/kernel/unprivileged_bpf_disabled")).strip();
        } catch (IOException e) {
            // The switch is a detail of the sentence; kernels built without it have no such file.
            return "";
        }
    }
}
