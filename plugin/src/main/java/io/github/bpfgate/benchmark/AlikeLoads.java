package io.github.bpfgate.benchmark;

import io.github.bpfgate.libbpf.ProgramInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads candidate and baseline again until their machine code lies alike in the cache lines.
 *
 * <p>The JIT puts an image at a random offset within 64 bytes, in steps of 4 ({@code bpf_jit_binary_pack_alloc} in
 * kernel/bpf/core.c). A hot loop that happens to cross the end of a line takes longer: 94.4 ns where it takes 84.2
 * elsewhere, and twice as long while a neighbour uses the same core. Two loads taken at random differ by that, and
 * more pairs of them do not tell it from a slower program. Here the offset stays random from block to block, and both
 * sides of a block have the same one, so that what it costs cancels in their difference. Of the same loop against
 * itself the blocks' standard deviation fell from 16 to 29 ns to 1.5 ns.
 */
final class AlikeLoads {

    /** At 14 offsets all but 1 in 100 blocks come to an equal pair; a load of an ordinary object takes 0.5 ms. */
    private static final int MOST_RELOADS = 64;

    /** Loading is to cost no more than the sampling does; a program that takes longer to verify is loaded once. */
    static final Duration LONGEST = Duration.ofMillis(100);

    private final Map<Side, ProgramSource> sources;
    private final ProgramInfo.Reader info;
    private final Duration longest;
    private int blocks;
    private int alike;
    private boolean hidden;

    /** @param longest that the loading of a block may take, the first loads included */
    AlikeLoads(Map<Side, ProgramSource> sources, ProgramInfo.Reader info, Duration longest) {
        this.sources = sources;
        this.info = info;
        this.longest = longest;
    }

    /**
     * Replaces the instances of candidate and baseline until they lie alike, or it takes too long.
     *
     * @param instances      of a block, both sides among them; closed where they are replaced
     * @param loadingStarted when the first of them was begun, {@link System#nanoTime()}
     */
    void settle(Map<Side, ProgramSource.Instance> instances, long loadingStarted) {
        Map<Side, Placement> placements = new EnumMap<>(Side.class);
        List.of(Side.CANDIDATE, Side.BASELINE).forEach(side -> placements.put(side, placement(instances.get(side))));
        for (int reload = 0; reload < MOST_RELOADS && worthwhile(placements, loadingStarted); reload++) {
            // In turn, for the smaller image may never come to where the other one is; and neither side always last.
            Side side = (reload + blocks) % 2 == 0 ? Side.CANDIDATE : Side.BASELINE;
            Placement other = placements.get(side == Side.CANDIDATE ? Side.BASELINE : Side.CANDIDATE);
            ProgramSource.Instance fresh = sources.get(side).load();
            Placement placement = placement(fresh);
            if (placement.likeness(other) > placements.get(side).likeness(other)) {
                instances.put(side, fresh).close();
                placements.put(side, placement);
            } else {
                fresh.close();
            }
        }
        blocks++;
        alike += alike(placements) ? 1 : 0;
        hidden = placements.get(Side.CANDIDATE).hidden();
    }

    private boolean worthwhile(Map<Side, Placement> placements, long loadingStarted) {
        return !placements.get(Side.CANDIDATE).hidden() && !alike(placements)
                && System.nanoTime() - loadingStarted < longest.toNanos();
    }

    private static boolean alike(Map<Side, Placement> placements) {
        return placements.get(Side.CANDIDATE).matches(placements.get(Side.BASELINE));
    }

    private Placement placement(ProgramSource.Instance instance) {
        return Placement.of(info.codeAddresses(instance.program()));
    }

    /** What a reader of the figures should know if most blocks were not alike. */
    Optional<String> note() {
        if (2 * alike >= blocks) {
            return Optional.empty();
        }
        String cause = hidden ? "the kernel does not tell where machine code lies (" + obstacle() + ")"
                : "loading them takes too long, or they have several functions";
        return Optional.of("candidate and baseline could be placed alike in the cache lines in " + alike + " of "
                + blocks + " blocks, and differ more by chance in the others: " + cause);
    }

    private static String obstacle() {
        try {
            return CodeAddresses.ofThisProcess().obstacle();
        } catch (IOException e) {
            return "and /proc not why: " + e.getMessage();
        }
    }
}
