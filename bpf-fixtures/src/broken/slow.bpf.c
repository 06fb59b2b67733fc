// SPDX-License-Identifier: Apache-2.0
/*
 * A program made slower by choice, for finding out how small a change the gate can see:
 * compiled with -DEXTRA=N it does N rounds more than the ROUNDS it always does, and only
 * one constant of the bytecode is another.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#ifndef EXTRA
#define EXTRA 0
#endif

/*
 * Two dependent instructions a round took 0.6 ns on the 6.18 virtual machine this was
 * tried on, so 110 rounds come to some 60 ns net and each further one to about 1 %.
 */
#define ROUNDS 110

/* Where the result goes, so that clang has to compute it and the answer stays the same. */
__u64 mixed;

SEC("xdp")
int slow(struct xdp_md *ctx)
{
	__u64 x = ctx->data_end - ctx->data;

	/* Each round waits for the one before. Unrolled, N would change the size as well. */
#pragma clang loop unroll(disable)
	for (int i = 0; i < ROUNDS + EXTRA; i++)
		x ^= x << 1;

	mixed = x;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
