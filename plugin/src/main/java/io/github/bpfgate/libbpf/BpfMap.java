package io.github.bpfgate.libbpf;

import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import jnr.ffi.Pointer;

/** One map of an object; valid until the object is closed. */
public final class BpfMap {

    private static final int BPF_MAP_TYPE_PROG_ARRAY = 3;
    private static final int BPF_MAP_TYPE_STRUCT_OPS = 26;

    private final Libbpf libbpf;
    private final Pointer handle;
    private final byte[] initialValue;

    BpfMap(Libbpf libbpf, Pointer handle) {
        this.libbpf = libbpf;
        this.handle = handle;
        this.initialValue = readInitialValue(libbpf, handle);
    }

    /** The map's name; for global data the section's, such as {@code .rodata}. */
    public String name() {
        return libbpf.calls().bpf_map__name(handle);
    }

    /** The descriptor once the object is loaded. */
    public int fd() {
        return libbpf.calls().bpf_map__fd(handle);
    }

    /** Whether the map holds programs to tail-call. */
    public boolean isProgramArray() {
        return libbpf.calls().bpf_map__type(handle) == BPF_MAP_TYPE_PROG_ARRAY;
    }

    /** Whether the map names programs of its object: to tail-call, or for the kernel to call ({@code struct_ops}). */
    public boolean refersToPrograms() {
        return isProgramArray() || libbpf.calls().bpf_map__type(handle) == BPF_MAP_TYPE_STRUCT_OPS;
    }

    /**
     * The memory that the kernel holds for the map, bytes, as {@code memlock} in its fdinfo says: from Linux 6.4 on what
     * it takes now, before that an estimate.
     *
     * @throws BpfException if the kernel does not say
     */
    public long memoryBytes() {
        try {
            return FdInfo.number(fd(), "memlock").orElseThrow(
                    () -> new BpfException("The kernel does not tell the memory of map " + name() + ".", 0));
        } catch (IOException e) {
            throw new BpfException("Cannot read the memory of map " + name() + ": " + e.getMessage() + ".", 0);
        }
    }

    /**
     * The programs of a program array.
     *
     * @return kernel ids ({@link ProgramInfo#id}) by index; an index without a program is left out
     * @throws BpfException if the kernel refuses
     */
    public SortedMap<Integer, Integer> programIds() {
        SortedMap<Integer, Integer> ids = new TreeMap<>();
        Pointer key = libbpf.allocate(Integer.BYTES);
        Pointer value = libbpf.allocate(Integer.BYTES);
        int entries = libbpf.calls().bpf_map__max_entries(handle);
        for (int index = 0; index < entries; index++) {
            key.putInt(0, index);
            int result = libbpf.calls().bpf_map_lookup_elem(fd(), key, value);
            if (result == 0) {
                ids.put(index, value.getInt(0));
            } else if (result != -Errno.ENOENT) {
                throw new BpfException("Cannot read the program array " + name() + ": " + Errno.describe(-result) + ".",
                        -result);
            }
        }
        return ids;
    }

    /**
     * Puts a program into a program array.
     *
     * @throws BpfException if the kernel refuses, as it does for a program of another type
     */
    public void putProgram(int index, LoadedProgram program) {
        Pointer key = libbpf.allocate(Integer.BYTES);
        Pointer value = libbpf.allocate(Integer.BYTES);
        key.putInt(0, index);
        value.putInt(0, program.fd());
        int result = libbpf.calls().bpf_map_update_elem(fd(), key, value, 0);
        if (result != 0) {
            throw new BpfException("Cannot put a program into the program array " + name() + ": "
                    + Errno.describe(-result) + ".", -result);
        }
    }

    /** What makes two maps do the same work: type, sizes in bytes, entries, flags and extra. */
    public Definition definition() {
        LibbpfCalls calls = libbpf.calls();
        int type = calls.bpf_map__type(handle);
        String typeName = calls.libbpf_bpf_map_type_str(type);
        return new Definition(typeName == null ? "number " + type : typeName, calls.bpf_map__key_size(handle),
                calls.bpf_map__value_size(handle), calls.bpf_map__max_entries(handle),
                calls.bpf_map__map_flags(handle), calls.bpf_map__map_extra(handle));
    }

    /**
     * The bytes a global-data map starts with; empty for any other map. Read when the object was opened: libbpf from 1.5
     * on shows the live map once it is loaded.
     */
    public byte[] initialValue() {
        return initialValue.clone();
    }

    private static byte[] readInitialValue(Libbpf libbpf, Pointer handle) {
        Pointer size = libbpf.allocate(Long.BYTES);
        Pointer value = libbpf.calls().bpf_map__initial_value(handle, size);
        byte[] bytes = new byte[value == null ? 0 : Math.toIntExact(size.getLong(0))];
        if (value != null) {
            value.get(0, bytes, 0, bytes.length);
        }
        return bytes;
    }

    /**
     * A map's definition.
     *
     * @param type       libbpf's name of the type, such as {@code hash}
     * @param keySize    bytes
     * @param valueSize  bytes
     * @param maxEntries entries, or bytes for a ring buffer
     * @param flags      {@code BPF_F_*}
     * @param extra      what the type makes of {@code map_extra}: a bloom filter's number of hashes, say
     */
    public record Definition(String type, int keySize, int valueSize, int maxEntries, int flags, long extra) {
    }
}
