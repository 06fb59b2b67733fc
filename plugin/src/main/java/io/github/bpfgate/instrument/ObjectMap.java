package io.github.bpfgate.instrument;

/** What an object's symbols, relocations and debug information tell of its programs: the way to each one's map. */
public final class ObjectMap {

    private final byte[] bytes;
    private final ElfObject elf;
    private final DebugInfo debugInfo;
    private final String license;

    private ObjectMap(byte[] bytes, ElfObject elf, DebugInfo debugInfo, String license) {
        this.bytes = bytes;
        this.elf = elf;
        this.debugInfo = debugInfo;
        this.license = license;
    }

    /**
     * @param bytes the object file
     * @param file  its name, for messages
     * @throws ObjectFormatException if it is no eBPF object, or is broken
     */
    public static ObjectMap read(byte[] bytes, String file) throws ObjectFormatException {
        ElfObject elf = ElfObject.read(bytes, file);
        return new ObjectMap(bytes, elf, DebugInfo.read(elf),
                elf.section("license").map(s -> s.bytes().text()).orElse(""));
    }

    /**
     * The object less its CO-RE relocations: its maps are the same, its programs are not to be loaded. For these
     * relocations alone libbpf reads all types of the kernel, at every load anew, which takes longer than most programs
     * take the verifier.
     *
     * @throws ObjectFormatException if its debug information is broken
     */
    public byte[] withoutCoreRelocations() throws ObjectFormatException {
        return DebugInfo.withoutCoreRelocations(elf, bytes);
    }

    /** The licence that the object declares, empty if it declares none. */
    public String license() {
        return license;
    }

    /**
     * Maps one program.
     *
     * @param name  the program's
     * @param insns its instructions as libbpf gives them after loading, in native byte order
     * @throws ObjectFormatException if these are not the instructions that libbpf makes of this object's program
     */
    public ProgramMap program(String name, byte[] insns) throws ObjectFormatException {
        ProgramCode code = new ProgramCode(insns);
        return new ProgramMap(elf, debugInfo, code, FunctionPlacement.of(elf, debugInfo, name, code));
    }
}
