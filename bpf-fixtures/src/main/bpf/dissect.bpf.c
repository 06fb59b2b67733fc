// SPDX-License-Identifier: Apache-2.0
/*
 * Replaces the kernel's flow dissector for plain IPv4: finds the addresses and ports that
 * decide which flow a packet belongs to.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

/* TCP, UDP and their kin all begin with these two fields. */
struct ports {
	__be16 source;
	__be16 dest;
};

SEC("flow_dissector")
int dissect(struct __sk_buff *skb)
{
	struct bpf_flow_keys *keys = skb->flow_keys;
	void *data = (void *)(long)skb->data;
	void *data_end = (void *)(long)skb->data_end;
	__u16 nhoff = keys->nhoff;
	struct iphdr *ip;
	struct ports *ports;

	/* The verifier follows offsets up to 65535, options of the header included. */
	if (keys->n_proto != bpf_htons(ETH_P_IP) || nhoff > 1024)
		return BPF_DROP;

	ip = data + nhoff;
	if ((void *)(ip + 1) > data_end || ip->version != 4 || ip->ihl < 5)
		return BPF_DROP;

	keys->addr_proto = ETH_P_IP;
	keys->ip_proto = ip->protocol;
	keys->ipv4_src = ip->saddr;
	keys->ipv4_dst = ip->daddr;
	keys->thoff = nhoff + ip->ihl * 4;

	/* A later fragment carries payload where the ports would be. */
	if (ip->frag_off & bpf_htons(0x3fff)) {
		keys->is_frag = 1;
		keys->is_first_frag = !(ip->frag_off & bpf_htons(0x1fff));
		if (!keys->is_first_frag)
			return BPF_OK;
	}

	switch (ip->protocol) {
	case IPPROTO_TCP:
	case IPPROTO_UDP:
	case IPPROTO_SCTP:
		ports = (void *)ip + ip->ihl * 4;
		if ((void *)(ports + 1) > data_end)
			return BPF_DROP;
		keys->sport = ports->source;
		keys->dport = ports->dest;
	}
	return BPF_OK;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
