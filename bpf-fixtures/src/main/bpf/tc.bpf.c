// SPDX-License-Identifier: Apache-2.0
/*
 * Two programs for the traffic control layer: a classifier that drops a few UDP ports
 * and counts what it lets through, and an action that marks packets by their DSCP.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/pkt_cls.h>
#include <linux/udp.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

struct traffic {
	__u64 packets;
	__u64 bytes;
};

/* One slot per IP protocol number; per CPU, so that counting needs no atomics. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 256);
	__type(key, __u32);
	__type(value, struct traffic);
} traffic_by_protocol SEC(".maps");

static struct iphdr *ipv4_header(struct __sk_buff *skb)
{
	void *data = (void *)(long)skb->data;
	void *data_end = (void *)(long)skb->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = (void *)(eth + 1);

	if ((void *)(ip + 1) > data_end || eth->h_proto != bpf_htons(ETH_P_IP))
		return NULL;
	return ip;
}

SEC("tc")
int tc_counter(struct __sk_buff *skb)
{
	void *data_end = (void *)(long)skb->data_end;
	struct iphdr *ip = ipv4_header(skb);
	struct traffic *traffic;
	__u32 protocol;

	if (!ip)
		return TC_ACT_OK;

	/* Only a header without options puts the UDP header at a constant offset. */
	protocol = ip->protocol;
	if (protocol == IPPROTO_UDP && ip->ihl == 5) {
		struct udphdr *udp = (void *)(ip + 1);

		if ((void *)(udp + 1) > data_end)
			return TC_ACT_SHOT;

		/* Services that reflect and amplify: chargen, SSDP and memcached. */
		switch (bpf_ntohs(udp->dest)) {
		case 19:
		case 1900:
		case 11211:
			return TC_ACT_SHOT;
		}
	}

	traffic = bpf_map_lookup_elem(&traffic_by_protocol, &protocol);
	if (traffic) {
		traffic->packets++;
		traffic->bytes += skb->len;
	}
	return TC_ACT_OK;
}

SEC("action")
int act_mark(struct __sk_buff *skb)
{
	struct iphdr *ip = ipv4_header(skb);

	/* Expedited forwarding (46) keeps its own mark, for a routing rule to match. */
	if (ip)
		skb->mark = ip->tos >> 2 == 46 ? 1 : 2;
	return TC_ACT_PIPE;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
