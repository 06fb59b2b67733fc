package io.github.bpfgate.benchmark;

import io.github.bpfgate.instrument.Insn;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The fields of {@code struct __sk_buff} (linux/bpf.h) that a program may write: what one repeat leaves in them the
 * next one finds.
 *
 * <p>Most of them a test run gives back. Three it does not (net/bpf/test_run.c, {@code convert_skb_to___skb}); of them
 * only the instructions tell.
 */
enum SkbField {
    MARK(8, 4, 1, 4, true),
    QUEUE_MAPPING(12, 4, 1, 4, false),
    PRIORITY(32, 4, 1, 4, true),
    TC_INDEX(44, 4, 1, 4, false),
    CB(48, 20, 1, 8, true),
    TC_CLASSID(72, 4, 1, 4, false),
    TSTAMP(152, 8, 8, 8, true);

    private final int offset;
    private final int length;
    private final int smallestLoad;
    private final int largestLoad;
    private final boolean givenBack;

    /** With the sizes of load that the verifier allows (net/core/filter.c, {@code bpf_skb_is_valid_access}), bytes. */
    SkbField(int offset, int length, int smallestLoad, int largestLoad, boolean givenBack) {
        this.offset = offset;
        this.length = length;
        this.smallestLoad = smallestLoad;
        this.largestLoad = largestLoad;
        this.givenBack = givenBack;
    }

    /**
     * A field that one run has written, or may have, and some instruction could read, so that the next run may not be
     * the same work.
     *
     * <p>A load or store counts by its offset and size, whatever it goes to: one too many costs precision, one too few
     * would time the wrong path.
     *
     * @param context after a run that was given zeros
     * @param insns   8 bytes each, in native byte order
     */
    static Optional<SkbField> carriedOver(RunnableType type, byte[] context, byte[] insns) {
        List<Insn> instructions = Insn.all(insns).toList();
        return Arrays.stream(values())
                .filter(f -> f.givenBack ? f.isSet(context) : f.mayBeWritten(type, instructions))
                .filter(f -> f.mayBeRead(instructions)).findFirst();
    }

    private boolean isSet(byte[] context) {
        return IntStream.range(offset, Math.min(offset + length, context.length)).anyMatch(i -> context[i] != 0);
    }

    /** Those that are not given back only traffic control may write, and as a whole ({@code tc_cls_act_is_valid_access}). */
    private boolean mayBeWritten(RunnableType type, List<Insn> instructions) {
        return (type == RunnableType.SCHED_CLS || type == RunnableType.SCHED_ACT) && instructions.stream()
                .anyMatch(i -> i.isStore() && i.off() == offset && i.width() == length);
    }

    private boolean mayBeRead(List<Insn> instructions) {
        return instructions.stream().anyMatch(i -> i.isLoad() && i.width() >= smallestLoad && i.width() <= largestLoad
                && i.off() < offset + length && i.off() + i.width() > offset);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
