package io.github.bpfgate.baseline;

import java.util.Map;
import java.util.Objects;

/**
 * Where figures come from.
 *
 * @param kernel         release
 * @param cpu            the model's name
 * @param jit            whether eBPF was compiled to machine code
 * @param jitHarden      0, 1 or 2
 * @param mitigations    by vulnerability
 * @param clang          the compiler's version line, empty if nothing was compiled
 * @param libbpf         version
 * @param virtualization the machine's vendor, or {@code none}
 * @param concurrency    threads of the Maven build; above 1 other modules may have disturbed the measuring
 */
public record Environment(String kernel, String cpu, boolean jit, int jitHarden, Map<String, String> mitigations,
        String clang, String libbpf, String virtualization, int concurrency) {

    /** Whether times taken here and there can be compared as numbers at all. */
    public boolean sameMachineAs(Environment other) {
        return Objects.equals(kernel, other.kernel) && Objects.equals(cpu, other.cpu) && jit == other.jit
                && jitHarden == other.jitHarden && Objects.equals(virtualization, other.virtualization)
                && Objects.equals(mitigations, other.mitigations);
    }

    /** The machine in a few words. */
    public String describe() {
        return cpu + ", Linux " + kernel;
    }
}
