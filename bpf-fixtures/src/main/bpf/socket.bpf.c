// SPDX-License-Identifier: Apache-2.0
/* A socket filter that keeps DNS over IPv4 and hides everything else from its socket. */
#include <linux/bpf.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/udp.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#define DNS_PORT 53

SEC("socket")
int socket_dns(struct __sk_buff *skb)
{
	struct iphdr ip;
	struct udphdr udp;

	/*
	 * Relative to the network header, because where the data begin depends on the
	 * socket: a packet socket sees the link layer, a test run does not.
	 */
	if (bpf_skb_load_bytes_relative(skb, 0, &ip, sizeof(ip), BPF_HDR_START_NET))
		return 0;
	if (ip.version != 4 || ip.protocol != IPPROTO_UDP)
		return 0;
	if (bpf_skb_load_bytes_relative(skb, ip.ihl * 4, &udp, sizeof(udp), BPF_HDR_START_NET))
		return 0;
	if (udp.source != bpf_htons(DNS_PORT) && udp.dest != bpf_htons(DNS_PORT))
		return 0;

	/* What a socket filter returns is how many bytes of the packet to keep. */
	return skb->len;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
