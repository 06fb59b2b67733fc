// SPDX-License-Identifier: Apache-2.0
/*
 * Lets one listening socket serve a whole range of ports. Without a socket in the map,
 * the kernel's own lookup goes on as if this program were not there.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define FIRST_PORT 7000
#define LAST_PORT  7999

struct {
	__uint(type, BPF_MAP_TYPE_SOCKMAP);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} listener SEC(".maps");

SEC("sk_lookup")
int steer(struct bpf_sk_lookup *ctx)
{
	struct bpf_sock *sk;
	__u32 key = 0;
	long failure;

	/* local_port is in host order, unlike remote_port beside it. */
	if (ctx->local_port < FIRST_PORT || ctx->local_port > LAST_PORT)
		return SK_PASS;

	sk = bpf_map_lookup_elem(&listener, &key);
	if (!sk)
		return SK_PASS;

	/* A refusal here means a socket of another family or protocol: not for us. */
	failure = bpf_sk_assign(ctx, sk, 0);
	bpf_sk_release(sk);
	return failure ? SK_DROP : SK_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
