// SPDX-License-Identifier: Apache-2.0
/*
 * A tc program of ordinary size, for what it costs to count: it walks the TCP options of
 * a packet and remembers the segment sizes that hosts offer. -DOPTIONS=N has the verifier
 * follow it through N of them; -DKERNEL_TYPES makes it depend on the kernel's types, as
 * most programs do that include vmlinux.h.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/pkt_cls.h>
#include <linux/tcp.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#ifndef OPTIONS
#define OPTIONS 4
#endif

#define OPTION_END 0
#define OPTION_NOTHING 1
#define OPTION_SEGMENT_SIZE 2

#ifdef KERNEL_TYPES
struct task_struct {
	int pid;
} __attribute__((preserve_access_index));
#endif

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, __u32);
} segment_sizes SEC(".maps");

static __always_inline int offered_size(__u8 *option, void *end)
{
#pragma clang loop unroll(disable)
	for (int i = 0; i < OPTIONS; i++) {
		if ((void *)(option + 4) > end || option[0] == OPTION_END)
			return 0;
		if (option[0] == OPTION_SEGMENT_SIZE)
			return option[2] << 8 | option[3];
		if (option[0] == OPTION_NOTHING)
			option++;
		else
			option += option[1] & 15;
	}
	return 0;
}

SEC("tc")
int options(struct __sk_buff *skb)
{
	void *data = (void *)(long)skb->data, *end = (void *)(long)skb->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = data + sizeof(*eth);
	struct tcphdr *tcp = (void *)(ip + 1);

	if ((void *)(tcp + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP) || ip->protocol != IPPROTO_TCP)
		return TC_ACT_OK;
	__u32 host = ip->saddr, size = offered_size((__u8 *)(tcp + 1), end);
#ifdef KERNEL_TYPES
	size += bpf_core_field_exists(struct task_struct, pid);
#endif
	bpf_map_update_elem(&segment_sizes, &host, &size, BPF_ANY);
	return TC_ACT_OK;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
