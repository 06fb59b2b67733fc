// SPDX-License-Identifier: Apache-2.0
/*
 * A tc program made slower by choice: -DEXTRA=N makes it do N rounds more. Without a loop,
 * so that its time follows N: whether the CPU foresees the end of a loop of some hundred
 * rounds depends on their number, and is worth as much as five of them.
 */
#include <linux/bpf.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_helpers.h>

#ifndef EXTRA
#define EXTRA 0
#endif

#define ROUNDS 110

/* Keeps clang from dropping the rounds. */
__u64 mixed;

SEC("tc")
int slow_tc(struct __sk_buff *skb)
{
	__u64 x = skb->len;

#pragma clang loop unroll(full)
	for (int i = 0; i < ROUNDS + EXTRA; i++) {
		x ^= x << 1;
		/* Keeps clang from making one round of several. */
		asm volatile("" : "+r"(x));
	}

	mixed = x;
	return TC_ACT_OK;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
