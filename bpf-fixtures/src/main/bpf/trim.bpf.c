// SPDX-License-Identifier: Apache-2.0
/*
 * Cuts off the four bytes that a capturing switch appends to each frame as a time stamp.
 *
 * A second run on the same buffer cuts into the payload, and in the end too little is
 * left to cut: a program that may be run only once on each packet.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define TRAILER_BYTES 4

SEC("xdp")
int trim(struct xdp_md *ctx)
{
	if (bpf_xdp_adjust_tail(ctx, -TRAILER_BYTES))
		return XDP_DROP;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
