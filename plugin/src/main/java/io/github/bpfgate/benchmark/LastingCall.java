package io.github.bpfgate.benchmark;

import io.github.bpfgate.instrument.Insn;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The helpers that leave something behind for the next repeat, and neither in the packet nor in the context that a test
 * run gives back.
 *
 * <p>A VLAN tag stands beside the packet, as on a card that strips it; type, hash and state of the checksum are fields
 * of {@code struct sk_buff}, as is the tunnel's metadata; a clone fills the queue of its device. Of the hash the first
 * caller pays for all. Numbers are those of {@code enum bpf_func_id} (linux/bpf.h), effects those of net/core/filter.c.
 */
enum LastingCall {
    CLONE_REDIRECT(13),
    SKB_VLAN_PUSH(18),
    SKB_VLAN_POP(19),
    SKB_SET_TUNNEL_KEY(21),
    SKB_SET_TUNNEL_OPT(30),
    SKB_CHANGE_TYPE(32),
    GET_HASH_RECALC(34),
    SET_HASH_INVALID(41),
    SET_HASH(48),
    CSUM_LEVEL(135),
    SKB_SET_TSTAMP(192);

    private final int number;

    LastingCall(int number) {
        this.number = number;
    }

    /**
     * One that is called, if any is; whether this packet comes to the call is not asked.
     *
     * @param insns 8 bytes each, in native byte order
     */
    static Optional<LastingCall> in(byte[] insns) {
        Set<Integer> called = Insn.all(insns).filter(Insn::isHelperCall).map(Insn::imm).collect(Collectors.toSet());
        return Arrays.stream(values()).filter(h -> called.contains(h.number)).findFirst();
    }

    /** The name without {@code bpf_}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
