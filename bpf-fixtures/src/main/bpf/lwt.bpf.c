// SPDX-License-Identifier: Apache-2.0
/*
 * The three places of a lightweight tunnel route: packets that arrive by it are checked,
 * those that leave are given a priority, and the last one before the device keeps count.
 */
#include <linux/bpf.h>
#include <linux/ip.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} packets_by_dscp SEC(".maps");

/* On a route there is no link layer to step over. */
static struct iphdr *ipv4_header(struct __sk_buff *skb)
{
	void *data = (void *)(long)skb->data;
	void *data_end = (void *)(long)skb->data_end;
	struct iphdr *ip = data;

	if ((void *)(ip + 1) > data_end || ip->version != 4)
		return NULL;
	return ip;
}

SEC("lwt_in")
int tunnel_in(struct __sk_buff *skb)
{
	struct iphdr *ip = ipv4_header(skb);

	/* Loopback addresses never come from a wire: somebody forged this packet. */
	if (ip && bpf_ntohl(ip->saddr) >> 24 == 127)
		return BPF_DROP;
	return BPF_OK;
}

SEC("lwt_out")
int tunnel_out(struct __sk_buff *skb)
{
	struct iphdr *ip = ipv4_header(skb);

	/* The three precedence bits of IPv4 are the eight priorities of the queue. */
	if (ip)
		skb->priority = ip->tos >> 5;
	return BPF_OK;
}

SEC("lwt_xmit")
int tunnel_xmit(struct __sk_buff *skb)
{
	struct iphdr *ip = ipv4_header(skb);
	__u64 *packets;
	__u32 dscp;

	if (!ip)
		return BPF_OK;

	dscp = ip->tos >> 2;
	packets = bpf_map_lookup_elem(&packets_by_dscp, &dscp);
	if (packets)
		(*packets)++;
	return BPF_OK;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
