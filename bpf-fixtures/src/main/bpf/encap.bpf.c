// SPDX-License-Identifier: Apache-2.0
/*
 * Wraps an IPv4 packet in a second IPv4 header (RFC 2003) and sends it back out.
 *
 * The packet grows by twenty bytes in front each time. Run over and over on one buffer it
 * uses up the headroom after some ten runs and drops from then on, so an average over
 * many repeats would be the price of failing.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#define TUNNEL_SOURCE bpf_htonl(0xc0000201) /* 192.0.2.1 */
#define TUNNEL_DEST   bpf_htonl(0xc6336401) /* 198.51.100.1 */

static __sum16 header_checksum(const struct iphdr *ip)
{
	const __u16 *words = (const void *)ip;
	__u32 sum = 0;

#pragma clang loop unroll(full)
	for (unsigned int i = 0; i < sizeof(*ip) / sizeof(*words); i++)
		sum += words[i];

	/* Ten words carry at most once into the upper half, and that once more. */
	sum = (sum & 0xffff) + (sum >> 16);
	sum += sum >> 16;
	return ~sum;
}

SEC("xdp")
int encap(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data;
	void *data_end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data, link;
	struct iphdr *inner = (void *)(eth + 1), *outer;
	__u16 inner_bytes;

	if ((void *)(inner + 1) > data_end || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;

	inner_bytes = bpf_ntohs(inner->tot_len);
	link = *eth;

	if (bpf_xdp_adjust_head(ctx, -(int)sizeof(*outer)))
		return XDP_DROP;

	/* Moving the head makes every older pointer into the packet invalid. */
	data = (void *)(long)ctx->data;
	data_end = (void *)(long)ctx->data_end;
	eth = data;
	outer = (void *)(eth + 1);
	if ((void *)(outer + 1) > data_end)
		return XDP_DROP;

	/* Back the way it came: the two stations change places. */
	__builtin_memcpy(eth->h_dest, link.h_source, ETH_ALEN);
	__builtin_memcpy(eth->h_source, link.h_dest, ETH_ALEN);
	eth->h_proto = bpf_htons(ETH_P_IP);

	*outer = (struct iphdr){
		.version = 4,
		.ihl = 5,
		.tot_len = bpf_htons(inner_bytes + sizeof(*outer)),
		.ttl = 64,
		.protocol = IPPROTO_IPIP,
		.saddr = TUNNEL_SOURCE,
		.daddr = TUNNEL_DEST,
	};
	outer->check = header_checksum(outer);
	return XDP_TX;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
