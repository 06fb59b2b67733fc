// SPDX-License-Identifier: Apache-2.0
/* Bills a cgroup for the bytes it sends, and stops it from sending mail directly. */
#include <linux/bpf.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/tcp.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#define SMTP_PORT 25

/* Answers of a cgroup program; the kernel's headers have no names for them. */
enum {
	DENY = 0,
	ALLOW = 1,
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} bytes_sent SEC(".maps");

SEC("cgroup_skb/egress")
int cgroup_egress(struct __sk_buff *skb)
{
	/* A cgroup program has no link layer before it: the data begin with IP. */
	void *data = (void *)(long)skb->data;
	void *data_end = (void *)(long)skb->data_end;
	struct iphdr *ip = data;
	__u32 key = 0;
	__u64 *bytes;

	if ((void *)(ip + 1) > data_end)
		return ALLOW;

	if (ip->version == 4 && ip->ihl == 5 && ip->protocol == IPPROTO_TCP) {
		struct tcphdr *tcp = (void *)(ip + 1);

		if ((void *)(tcp + 1) <= data_end && tcp->dest == bpf_htons(SMTP_PORT))
			return DENY;
	}

	bytes = bpf_map_lookup_elem(&bytes_sent, &key);
	if (bytes)
		*bytes += skb->len;
	return ALLOW;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
