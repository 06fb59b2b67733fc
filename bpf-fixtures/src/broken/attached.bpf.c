// SPDX-License-Identifier: Apache-2.0
/*
 * A program of each type that is measured attached, all with the same body, made slower by choice as slow.bpf.c is.
 * Compiled with -DTAG=N they do the same work in other bytecode.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#ifndef EXTRA
#define EXTRA 0
#endif
#ifndef TAG
#define TAG 1
#endif
#define ROUNDS 110

__u64 mixed;

static __always_inline int work(void)
{
	__u64 x = mixed;

#pragma clang loop unroll(disable)
	for (int i = 0; i < ROUNDS + EXTRA; i++)
		x ^= x << 1;

	mixed = x ^ TAG;
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_getpgid")
int on_getpgid(void *ctx)
{
	return work();
}

SEC("raw_tp/sys_enter")
int on_sys_enter(void *ctx)
{
	return work();
}

SEC("tp_btf/sys_exit")
int on_sys_exit(void *ctx)
{
	return work();
}

SEC("perf_event")
int on_sample(void *ctx)
{
	return work();
}

SEC("uprobe")
int on_call(void *ctx)
{
	return work();
}

SEC("uretprobe")
int on_return(void *ctx)
{
	return work();
}

SEC("cgroup_skb/egress")
int on_egress(void *ctx)
{
	return work() + 1;
}

SEC("cgroup_skb/ingress")
int on_ingress(void *ctx)
{
	return work() + 1;
}

SEC("cgroup/connect4")
int on_connect4(void *ctx)
{
	return work() + 1;
}

SEC("cgroup/connect6")
int on_connect6(void *ctx)
{
	return work() + 1;
}

SEC("cgroup/bind4")
int on_bind4(void *ctx)
{
	return work() + 1;
}

SEC("cgroup/sendmsg4")
int on_sendmsg4(void *ctx)
{
	return work() + 1;
}

SEC("cgroup/recvmsg4")
int on_recvmsg4(void *ctx)
{
	return work() + 1;
}

SEC("cgroup/getpeername4")
int on_getpeername4(void *ctx)
{
	return work() + 1;
}

SEC("cgroup/getsockname4")
int on_getsockname4(void *ctx)
{
	return work() + 1;
}

SEC("cgroup/getsockopt")
int on_getsockopt(void *ctx)
{
	return work() + 1;
}

SEC("cgroup/setsockopt")
int on_setsockopt(void *ctx)
{
	return work() + 1;
}

SEC("cgroup/post_bind4")
int on_post_bind4(void *ctx)
{
	return work() + 1;
}

SEC("cgroup/post_bind6")
int on_post_bind6(void *ctx)
{
	return work() + 1;
}

SEC("sockops")
int on_handshake(void *ctx)
{
	return work() + 1;
}

SEC("sk_reuseport")
int on_reuseport(void *ctx)
{
	return work() + 1;
}

SEC("sk_msg")
int on_message(void *ctx)
{
	return work() + 1;
}

SEC("sk_skb/stream_verdict")
int on_segment(void *ctx)
{
	return work() + 1;
}

SEC("xdp")
int on_frame(void *ctx)
{
	return work() + XDP_PASS;
}

SEC("tc")
int on_arrival(void *ctx)
{
	return work();
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
