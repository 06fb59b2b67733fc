package io.github.bpfgate.worker;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The machine that measures, as far as it bears on time.
 *
 * @param kernel         release, such as {@code 6.1.0-31-amd64}
 * @param cpu            the model's name
 * @param jit            whether eBPF is compiled to machine code
 * @param jitHarden      {@code net.core.bpf_jit_harden}: 0, 1 or 2
 * @param mitigations    by vulnerability, those that have one
 * @param virtualization what the firmware calls the machine, or {@code none}
 * @param libbpf         version
 * @param cpuNumber      the CPU the measuring thread is pinned to
 */
public record Machine(String kernel, String cpu, boolean jit, int jitHarden, Map<String, String> mitigations,
        String virtualization, String libbpf, int cpuNumber) {

    private static final Path VULNERABILITIES = Path.of("/sys/devices/system/cpu/vulnerabilities");

    static Machine examine(String libbpf, int cpuNumber) throws IOException {
        List<String> cpuinfo = Files.readAllLines(Path.of("/proc/cpuinfo"));
        return new Machine(System.getProperty("os.version"), modelName(cpuinfo),
                !"0".equals(read("/proc/sys/net/core/bpf_jit_enable").orElse("1")),
                read("/proc/sys/net/core/bpf_jit_harden").map(Integer::parseInt).orElse(0),
                activeMitigations(), machineVendor(cpuinfo), libbpf, cpuNumber);
    }

    /** x86 names its model; aarch64 gives implementer and part. */
    private static String modelName(List<String> cpuinfo) {
        return field(cpuinfo, "model name").orElseGet(() -> System.getProperty("os.arch") + " implementer "
                + field(cpuinfo, "CPU implementer").orElse("?") + " part " + field(cpuinfo, "CPU part").orElse("?"));
    }

    private static Optional<String> field(List<String> cpuinfo, String name) {
        return cpuinfo.stream().filter(line -> line.startsWith(name) && line.contains(":"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst();
    }

    private static Map<String, String> activeMitigations() throws IOException {
        Map<String, String> mitigations = new TreeMap<>();
        if (Files.isDirectory(VULNERABILITIES)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(VULNERABILITIES)) {
                for (Path file : files) {
                    read(file.toString()).filter(text -> text.startsWith("Mitigation: ")).ifPresent(text ->
                            mitigations.put(file.getFileName().toString(), text.substring("Mitigation: ".length())));
                }
            }
        }
        return mitigations;
    }

    private static String machineVendor(List<String> cpuinfo) {
        boolean hypervisor = field(cpuinfo, "flags").filter(f -> (" " + f + " ").contains(" hypervisor ")).isPresent();
        Optional<String> vendor = read("/sys/class/dmi/id/sys_vendor");
        return hypervisor ? vendor.filter(v -> !v.isBlank()).orElse("hypervisor") : "none";
    }

    private static Optional<String> read(String path) {
        try {
            return Optional.of(Files.readString(Path.of(path)).strip());
        } catch (IOException e) {
            // Not every kernel and architecture has every one of these files.
            return Optional.empty();
        }
    }
}
