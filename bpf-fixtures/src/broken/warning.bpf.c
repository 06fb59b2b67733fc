// SPDX-License-Identifier: Apache-2.0
/* Compiles, loads and runs, but with -Wall clang has one thing to say about it. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int warning(struct xdp_md *ctx)
{
	int nobody_reads_this;

	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
