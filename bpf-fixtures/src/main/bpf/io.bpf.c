// SPDX-License-Identifier: Apache-2.0
/*
 * How large the block requests of a machine are: a raw tracepoint counts them, and a system
 * call program, run by whoever wants to know, answers in its context.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define SLOTS 32

/* Requests by the number of the highest bit of their length in bytes. */
__u64 requests[SLOTS];

/* block_rq_complete(struct request *rq, blk_status_t error, unsigned int bytes) */
SEC("raw_tp/block_rq_complete")
int io_sizes(struct bpf_raw_tracepoint_args *ctx)
{
	__u32 bytes = ctx->args[2];
	__u32 slot = 0;

	if (ctx->args[1])
		return 0;

	while (bytes > 1 && slot < SLOTS - 1) {
		bytes >>= 1;
		slot++;
	}
	__sync_fetch_and_add(&requests[slot], 1);
	return 0;
}

struct quantile {
	/* In: how many of a hundred requests. */
	__u32 percent;
	/* Out: the power of two that no longer request than those reaches twice. */
	__u32 bytes;
};

SEC("syscall")
int io_quantile(struct quantile *quantile)
{
	__u64 total = 0, so_far = 0;
	__u32 slot;

	for (slot = 0; slot < SLOTS; slot++)
		total += requests[slot];

	for (slot = 0; slot < SLOTS - 1; slot++) {
		so_far += requests[slot];
		if (so_far * 100 >= total * quantile->percent)
			break;
	}
	quantile->bytes = 1u << slot;
	return 0;
}

/* A little of every length, more of the long ones; sets io_quantile up for its benchmark. */
SEC("syscall")
int seed_requests(void *ctx)
{
	for (__u32 slot = 0; slot < SLOTS; slot++)
		requests[slot] = slot;
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
