// SPDX-License-Identifier: Apache-2.0
/*
 * One of two programs that do the same work in another order: each counts a packet's
 * length and hashes its two hardware addresses, equal-a the source
 * first. Their bytecode differs, the instructions they execute are equally many and of
 * the same kinds, so the gate has to let the one replace the other.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <bpf/bpf_helpers.h>

struct station {
	__u64 packets;
	__u64 bytes;
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 256);
	__type(key, __u32);
	__type(value, struct station);
} stations SEC(".maps");

static __u32 hash(const __u8 *address)
{
	__u32 hash = 2166136261u; /* FNV-1a, 32 bits */

#pragma clang loop unroll(full)
	for (int i = 0; i < ETH_ALEN; i++)
		hash = (hash ^ address[i]) * 16777619;
	return hash;
}

SEC("xdp")
int equal(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data;
	void *data_end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct station *station;
	__u32 source, dest, key;

	if ((void *)(eth + 1) > data_end)
		return XDP_PASS;

	source = hash(eth->h_source);
	dest = hash(eth->h_dest);

	/* Sums and xors do not mind the order, so both programs find the same slot. */
	key = (source ^ dest) & 0xff;
	station = bpf_map_lookup_elem(&stations, &key);
	if (station) {
		station->packets++;
		station->bytes += data_end - data;
	}
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
