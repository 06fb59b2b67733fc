// SPDX-License-Identifier: Apache-2.0
/*
 * Compiles without a word, but the kernel refuses it: nothing has compared the packet's
 * end before its Ethernet header is read.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int verifier_reject(struct xdp_md *ctx)
{
	struct ethhdr *eth = (void *)(long)ctx->data;

	if (eth->h_proto == bpf_htons(ETH_P_IPV6)) /* the line that the verifier names */
		return XDP_DROP;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
