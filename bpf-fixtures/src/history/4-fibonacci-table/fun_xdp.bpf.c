// SPDX-License-Identifier: Apache-2.0
/*
 * Sorts IPv4 packets by their source address: Fibonacci if the last octet is in that
 * sequence; else divisible by three is Fizz, by five Buzz, by both FizzBuzz.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <stdbool.h>

enum source_class {
	SOURCE_PLAIN,
	SOURCE_FIZZ,
	SOURCE_BUZZ,
	SOURCE_FIZZBUZZ,
	SOURCE_FIBONACCI,
};

/*
 * User space reads one class for each IPv4 packet, the plain ones included: every
 * packet then pays for exactly one push, and two versions differ only in how they
 * classify.
 */
struct {
	__uint(type, BPF_MAP_TYPE_QUEUE);
	__uint(max_entries, 1024);
	__type(value, enum source_class);
} SOURCE_ADDR_QUEUE SEC(".maps");

/* The sequence has thirteen members that fit an octet, and they never change. */
static bool is_fibonacci(__u8 n)
{
	switch (n) {
	case 0:
	case 1:
	case 2:
	case 3:
	case 5:
	case 8:
	case 13:
	case 21:
	case 34:
	case 55:
	case 89:
	case 144:
	case 233:
		return true;
	default:
		return false;
	}
}

static enum source_class classify(__u32 addr)
{
	/*
	 * First, and on the last octet alone: this way the question is asked of every
	 * packet, not only of those that the divisions leave over.
	 */
	if (is_fibonacci(addr & 0xff))
		return SOURCE_FIBONACCI;
	if (addr % 15 == 0)
		return SOURCE_FIZZBUZZ;
	if (addr % 3 == 0)
		return SOURCE_FIZZ;
	if (addr % 5 == 0)
		return SOURCE_BUZZ;
	return SOURCE_PLAIN;
}

SEC("xdp")
int fun_xdp(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data;
	void *data_end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = (void *)(eth + 1);
	enum source_class class;

	/* One comparison covers both headers: what is too short for IPv4 is not IPv4. */
	if ((void *)(ip + 1) > data_end)
		return XDP_PASS;
	if (eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;

	class = classify(bpf_ntohl(ip->saddr));

	/*
	 * BPF_EXIST lets a full queue drop its oldest entry. Without it the push would
	 * fail from packet 1025 on, and a run of many repeats would time the failing.
	 */
	bpf_map_push_elem(&SOURCE_ADDR_QUEUE, &class, BPF_EXIST);

	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
