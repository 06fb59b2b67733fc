package io.github.bpfgate.benchmark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The fields of {@code struct __sk_buff} (linux/bpf.h) that a program may write and a test run gives back: what one
 * repeat leaves in them the next one finds.
 *
 * <p>{@code queue_mapping}, {@code tc_index} and {@code tc_classid} can be written too, and are not given back
 * (net/bpf/test_run.c, {@code convert_skb_to___skb}).
 */
enum SkbField {
    MARK(8, 4, 1, 4),
    PRIORITY(32, 4, 1, 4),
    CB(48, 20, 1, 8),
    TSTAMP(152, 8, 8, 8);

    private static final int INSN_SIZE = 8;
    private static final int OFF = 2;
    /** {@code BPF_LDX}, the class in the low three bits of an opcode. */
    private static final int CLASS_MASK = 0x07;
    private static final int LDX = 0x01;
    /** The size bits of an opcode: {@code BPF_W}, {@code BPF_H}, {@code BPF_B}, {@code BPF_DW}. */
    private static final int SIZE_SHIFT = 3;
    private static final int SIZE_MASK = 0x03;
    private static final int[] SIZES = {4, 2, 1, 8};

    private final int offset;
    private final int length;
    private final int smallestLoad;
    private final int largestLoad;

    /** With the sizes of load that the verifier allows (net/core/filter.c, {@code bpf_skb_is_valid_access}), bytes. */
    SkbField(int offset, int length, int smallestLoad, int largestLoad) {
        this.offset = offset;
        this.length = length;
        this.smallestLoad = smallestLoad;
        this.largestLoad = largestLoad;
    }

    /**
     * A field that one run has written and some instruction could read, so that the next run may not be the same work.
     *
     * <p>A load counts by its offset and size, whatever it loads from: one too many costs precision, one too few would
     * time the wrong path.
     *
     * @param context after a run that was given zeros
     * @param insns   8 bytes each, in native byte order
     */
    static Optional<SkbField> carriedOver(byte[] context, byte[] insns) {
        return Arrays.stream(values()).filter(f -> f.isSet(context) && f.mayBeRead(insns)).findFirst();
    }

    private boolean isSet(byte[] context) {
        return IntStream.range(offset, Math.min(offset + length, context.length)).anyMatch(i -> context[i] != 0);
    }

    private boolean mayBeRead(byte[] insns) {
        return IntStream.range(0, insns.length / INSN_SIZE).map(i -> i * INSN_SIZE).anyMatch(at -> reads(insns, at));
    }

    private boolean reads(byte[] insns, int at) {
        if ((insns[at] & CLASS_MASK) != LDX) {
            return false;
        }
        int size = SIZES[insns[at] >> SIZE_SHIFT & SIZE_MASK];
        int from = ByteBuffer.wrap(insns).order(ByteOrder.nativeOrder()).getShort(at + OFF);
        return size >= smallestLoad && size <= largestLoad && from < offset + length && from + size > offset;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
