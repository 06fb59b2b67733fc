// SPDX-License-Identifier: Apache-2.0
/* Does not compile: the return statement lacks its semicolon. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int syntax_error(struct xdp_md *ctx)
{
	return XDP_PASS
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
