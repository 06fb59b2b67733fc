package io.github.bpfgate.libbpf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * Gives up every privilege that measuring does not need, in the whole process and for good.
 *
 * <p>Capabilities belong to threads, and a JVM has many before its first line of Java runs. So the calling thread gives
 * up its own, and then starts the same program over in the same process: execve(2) ends the other threads.
 */
public final class Confinement {

    /** What is kept, and what for; numbers of linux/capability.h. */
    private static final Map<Integer, String> KEPT = new LinkedHashMap<>();

    static {
        KEPT.put(1, "CAP_DAC_OVERRIDE: a cgroup of its own, below a root that not even its owner may write to");
        KEPT.put(2, "CAP_DAC_READ_SEARCH: its own class path, in a home that is closed to others");
        KEPT.put(12, "CAP_NET_ADMIN: network programs");
        KEPT.put(21, "CAP_SYS_ADMIN: network namespaces, the statistics clock");
        KEPT.put(23, "CAP_SYS_NICE: the measuring thread's priority");
        KEPT.put(34, "CAP_SYSLOG: where machine code lies");
        KEPT.put(38, "CAP_PERFMON: programs as the verifier lets tracing ones be");
        KEPT.put(39, "CAP_BPF: eBPF");
    }

    /** No kernel has more (CAP_LAST_CAP is 40). */
    private static final int CAPABILITIES = 64;
    private static final int PR_CAPBSET_DROP = 24;
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int PR_CAP_AMBIENT = 47;
    private static final int PR_CAP_AMBIENT_RAISE = 2;
    private static final int CAPABILITY_VERSION_3 = 0x20080522;
    /** {@code struct __user_cap_header_struct}, and two of {@code __user_cap_data_struct}. */
    private static final int HEADER_BYTES = 8;
    private static final int DATA_BYTES = 24;

    private final LibcCalls libc;
    private final Runtime runtime;

    private Confinement() {
        this.libc = Libbpf.loadLibc();
        this.runtime = Runtime.getRuntime(libc);
    }

    /**
     * Sees to it that this process has none but the capabilities it needs and can get no others, by whatever it
     * executes. Starts the process over if it has more: nothing may have been read from standard input by then.
     *
     * @throws IOException  if /proc is not mounted
     * @throws BpfException if the kernel refuses
     */
    public static void enter() throws IOException {
        long permitted = Long.parseUnsignedLong(status("CapPrm"), 16);
        if ((permitted & ~kept()) != 0 || !status("NoNewPrivs").equals("1")) {
            new Confinement().startOver(permitted & kept());
        }
    }

    private static long kept() {
        return KEPT.keySet().stream().mapToLong(number -> 1L << number).reduce(0, (a, b) -> a | b);
    }

    private static String status(String field) throws IOException {
        return Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
                .filter(line -> line.startsWith(field + ":")).map(line -> line.substring(field.length() + 1).strip())
                .findFirst().orElseThrow(() -> new IOException("/proc/thread-self/status has no line " + field));
    }

    private void startOver(long capabilities) throws IOException {
        // From here on execve gives root no more than it has.
        require("set no_new_privs", libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
        for (int number = 0; number < CAPABILITIES; number++) {
            if ((capabilities >>> number & 1) == 0) {
                // Refused without CAP_SETPCAP, and above the last capability; no_new_privs holds there too.
                libc.prctl(PR_CAPBSET_DROP, number, 0, 0, 0);
            }
        }
        require("set its capabilities", setCapabilities(capabilities));
        for (int number : KEPT.keySet()) {
            if ((capabilities >>> number & 1) == 1) {
                // Without it whoever is not root loses the capability in execve.
                libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, number, 0, 0);
            }
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        require("start over as " + java, libc.execve(java, texts(ownArguments()), texts(environment())));
    }

    private int setCapabilities(long capabilities) {
        Pointer header = Memory.allocateDirect(runtime, HEADER_BYTES, true);
        header.putInt(0, CAPABILITY_VERSION_3);
        Pointer data = Memory.allocateDirect(runtime, DATA_BYTES, true);
        for (int set = 0; set < DATA_BYTES / Integer.BYTES; set++) {
            // Effective, permitted, inheritable of the lower 32, then of the upper ones.
            data.putInt((long) set * Integer.BYTES, (int) (set < 3 ? capabilities : capabilities >>> Integer.SIZE));
        }
        return libc.capset(header, data);
    }

    private void require(String what, int result) {
        if (result != 0) {
            int errno = runtime.getLastError();
            throw new BpfException("The worker cannot give up the privileges it does not need: it cannot " + what + ": "
                    + Errno.describe(errno) + ".", errno);
        }
    }

    /** As bytes, for a path need not be text. */
    private static List<byte[]> ownArguments() throws IOException {
        byte[] line = Files.readAllBytes(Path.of("/proc/self/cmdline"));
        List<byte[]> arguments = new ArrayList<>();
        int start = 0;
        for (int end = 0; end < line.length; end++) {
            if (line[end] == 0) {
                arguments.add(Arrays.copyOfRange(line, start, end));
                start = end + 1;
            }
        }
        return arguments;
    }

    /** The locale, by which a JVM reads the names of files, and nothing else. */
    private static List<byte[]> environment() {
        return System.getenv().entrySet().stream().filter(e -> e.getKey().matches("LANG|LC_[A-Z]+"))
                .map(e -> (e.getKey() + "=" + e.getValue()).getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** An array of C strings that ends with a null pointer, in one piece with the strings. */
    private Pointer texts(List<byte[]> texts) {
        long at = (texts.size() + 1L) * Long.BYTES;
        int size = Math.toIntExact(at) + texts.stream().mapToInt(text -> text.length + 1).sum();
        Pointer block = Memory.allocateDirect(runtime, size, true);
        for (int i = 0; i < texts.size(); i++) {
            block.putAddress((long) i * Long.BYTES, block.address() + at);
            block.put(at, texts.get(i), 0, texts.get(i).length);
            at += texts.get(i).length + 1L;
        }
        return block;
    }
}
