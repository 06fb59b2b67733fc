package io.github.bpfgate.libbpf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerifierLogTest {

    @Test
    void findsInstructionComplaintAndSourceLine() {
        VerifierLog log = VerifierLog.of("""
                reg type unsupported for arg#0 function p#7
                0: R1=ctx(off=0,imm=0) R10=fp0
                ; struct ethhdr *eth = (void *)(long)ctx->data; @ p.bpf.c:10
                0: (61) r1 = *(u32 *)(r1 +0)          ; R1_w=pkt(off=0,r=0,imm=0)
                ; if (eth->h_proto == 0) @ p.bpf.c:12
                1: (71) r2 = *(u8 *)(r1 +13)
                invalid access to packet, off=13 size=1, R1(id=0,off=13,r=0)
                R1 offset is outside of the packet
                processed 2 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0
                """);
        assertThat(log.complaint()).containsExactly("1: (71) r2 = *(u8 *)(r1 +13)",
                "invalid access to packet, off=13 size=1, R1(id=0,off=13,r=0)",
                "R1 offset is outside of the packet");
        assertThat(log.sourceLine()).contains("if (eth->h_proto == 0)  (p.bpf.c:12)");
        assertThat(log.toString()).isEqualTo("1: (71) r2 = *(u8 *)(r1 +13); "
                + "invalid access to packet, off=13 size=1, R1(id=0,off=13,r=0); R1 offset is outside of the packet"
                + System.lineSeparator() + "    at if (eth->h_proto == 0)  (p.bpf.c:12)");
    }

    @Test
    void doesWithoutTheFileNameOfOlderKernels() {
        VerifierLog log = VerifierLog.of("""
                ; return *p;
                3: (79) r0 = *(u64 *)(r0 +0)
                R0 invalid mem access 'map_value_or_null'
                """);
        assertThat(log.sourceLine()).contains("return *p;");
    }

    @Test
    void leavesOutTheStateOfRegistersAndStatistics() {
        VerifierLog log = VerifierLog.of("""
                ; x = y;
                from 3 to 5: R0=0 R10=fp0
                5: (85) call unknown#999
                frame1: R1=ctx() R10=fp0
                invalid func unknown#999
                verification time 53 usec
                stack depth 0
                processed 5 insns (limit 1000000)
                """);
        assertThat(log.complaint()).containsExactly("5: (85) call unknown#999", "invalid func unknown#999");
    }

    @Test
    void keepsTheLastFourLinesOfALogWithoutInstructions() {
        VerifierLog log = VerifierLog.of("one\ntwo\nthree\nfour\nfive\n");
        assertThat(log.complaint()).containsExactly("two", "three", "four", "five");
        assertThat(log.sourceLine()).isEmpty();
        assertThat(log).hasToString("two; three; four; five");
    }

    @Test
    void ofNothingIsEmpty() {
        for (String nothing : new String[] {"", "\n\n", "   "}) {
            assertThat(VerifierLog.of(nothing).complaint()).isEmpty();
            assertThat(VerifierLog.of(nothing).sourceLine()).isEmpty();
            assertThat(VerifierLog.of(nothing)).hasToString("");
        }
    }
}
