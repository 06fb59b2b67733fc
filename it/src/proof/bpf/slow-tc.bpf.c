// SPDX-License-Identifier: Apache-2.0
/*
 * slow.bpf.c of bpf-fixtures as a tc program: -DEXTRA=N makes it do N rounds more, and
 * one constant of the bytecode is all that changes.
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

	/* Unrolled, N would show in the program's size too. */
#pragma clang loop unroll(disable)
	for (int i = 0; i < ROUNDS + EXTRA; i++)
		x ^= x << 1;

	mixed = x;
	return TC_ACT_OK;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
