package io.github.bpfgate.libbpf;

import jnr.ffi.Pointer;

/** An array map whose only entry is a row of 64-bit counters: programs add to them, and one look-up reads them all. */
public final class CounterMap implements AutoCloseable {

    private static final int BPF_MAP_TYPE_ARRAY = 2;

    private final Libbpf libbpf;
    private final Descriptor descriptor;
    private final Pointer key;
    private final Pointer value;
    private final long[] zeros;

    private CounterMap(Libbpf libbpf, Descriptor descriptor, int counters) {
        this.libbpf = libbpf;
        this.descriptor = descriptor;
        this.key = libbpf.allocate(Integer.BYTES);
        this.value = libbpf.allocate(counters * (long) Long.BYTES);
        this.zeros = new long[counters];
    }

    /**
     * Makes a map.
     *
     * @param counters at least 1
     * @throws BpfException if the kernel refuses
     */
    public static CounterMap create(Libbpf libbpf, int counters) {
        int fd = libbpf.calls().bpf_map_create(BPF_MAP_TYPE_ARRAY, "bpfgate_counts", Integer.BYTES,
                Math.multiplyExact(counters, Long.BYTES), 1, null);
        if (fd < 0) {
            throw new BpfException("Cannot make a map for " + counters + " counters: " + Errno.describe(-fd) + ".", -fd);
        }
        return new CounterMap(libbpf, new Descriptor(libbpf, fd), counters);
    }

    /** The descriptor, for the instructions that name the map. */
    public int fd() {
        return descriptor.fd();
    }

    /**
     * Reads all counters.
     *
     * @throws BpfException if the kernel refuses
     */
    public long[] read() {
        check(libbpf.calls().bpf_map_lookup_elem(descriptor.fd(), key, value), "read");
        long[] counters = new long[zeros.length];
        value.get(0, counters, 0, counters.length);
        return counters;
    }

    /**
     * Sets all counters to 0.
     *
     * @throws BpfException if the kernel refuses
     */
    public void clear() {
        value.put(0, zeros, 0, zeros.length);
        check(libbpf.calls().bpf_map_update_elem(descriptor.fd(), key, value, 0), "clear");
    }

    private static void check(int result, String what) {
        if (result != 0) {
            throw new BpfException("Cannot " + what + " the counters: " + Errno.describe(-result) + ".", -result);
        }
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
