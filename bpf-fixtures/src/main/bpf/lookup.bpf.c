// SPDX-License-Identifier: Apache-2.0
/*
 * Lets through only UDP packets to ports that are in a map, and brings the program that
 * fills it. On the empty map every packet is dropped: the answer tells whether the
 * set-up ran.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/udp.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#define OPEN_PORTS 1024

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, OPEN_PORTS);
	__type(key, __u16);
	__type(value, __u8);
} open_ports SEC(".maps");

/*
 * A system call program, because it needs no packet and cannot be mistaken for one of
 * those to be measured. Zero on success, else the negative error of the first failure.
 */
SEC("syscall")
int fill_ports(void *ctx)
{
	const __u8 open = 1;

	for (__u32 i = 0; i < OPEN_PORTS; i++) {
		__u16 port = i;
		long error = bpf_map_update_elem(&open_ports, &port, &open, BPF_ANY);

		if (error)
			return error;
	}
	return 0;
}

SEC("xdp")
int port_filter(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data;
	void *data_end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = (void *)(eth + 1);
	struct udphdr *udp = (void *)(ip + 1);
	__u16 port;

	if ((void *)(udp + 1) > data_end || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	if (ip->protocol != IPPROTO_UDP || ip->ihl != 5)
		return XDP_PASS;

	port = bpf_ntohs(udp->dest);
	return bpf_map_lookup_elem(&open_ports, &port) ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
