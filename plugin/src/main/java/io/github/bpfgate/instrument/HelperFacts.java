package io.github.bpfgate.instrument;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** What is known of the kernel's helper functions: their names, and how many argument registers they take. */
public final class HelperFacts {

    /**
     * Number, name without its {@code bpf_}, argument registers; 5 where arguments are variable. From
     * {@code include/uapi/linux/bpf.h}, where the list ends with Linux 6.2: newer functions are kfuncs.
     */
    private static final String TABLE = """
            1 map_lookup_elem 2, 2 map_update_elem 4, 3 map_delete_elem 2, 4 probe_read 3, 5 ktime_get_ns 0,
            6 trace_printk 5, 7 get_prandom_u32 0, 8 get_smp_processor_id 0, 9 skb_store_bytes 5,
            10 l3_csum_replace 5, 11 l4_csum_replace 5, 12 tail_call 3, 13 clone_redirect 3,
            14 get_current_pid_tgid 0, 15 get_current_uid_gid 0, 16 get_current_comm 2, 17 get_cgroup_classid 1,
            18 skb_vlan_push 3, 19 skb_vlan_pop 1, 20 skb_get_tunnel_key 4, 21 skb_set_tunnel_key 4,
            22 perf_event_read 2, 23 redirect 2, 24 get_route_realm 1, 25 perf_event_output 5, 26 skb_load_bytes 4,
            27 get_stackid 3, 28 csum_diff 5, 29 skb_get_tunnel_opt 3, 30 skb_set_tunnel_opt 3,
            31 skb_change_proto 3, 32 skb_change_type 2, 33 skb_under_cgroup 3, 34 get_hash_recalc 1,
            35 get_current_task 0, 36 probe_write_user 3, 37 current_task_under_cgroup 2, 38 skb_change_tail 3,
            39 skb_pull_data 2, 40 csum_update 2, 41 set_hash_invalid 1, 42 get_numa_node_id 0, 43 skb_change_head 3,
            44 xdp_adjust_head 2, 45 probe_read_str 3, 46 get_socket_cookie 1, 47 get_socket_uid 1, 48 set_hash 2,
            49 setsockopt 5, 50 skb_adjust_room 4, 51 redirect_map 3, 52 sk_redirect_map 4, 53 sock_map_update 4,
            54 xdp_adjust_meta 2, 55 perf_event_read_value 4, 56 perf_prog_read_value 3, 57 getsockopt 5,
            58 override_return 2, 59 sock_ops_cb_flags_set 2, 60 msg_redirect_map 4, 61 msg_apply_bytes 2,
            62 msg_cork_bytes 2, 63 msg_pull_data 4, 64 bind 3, 65 xdp_adjust_tail 2, 66 skb_get_xfrm_state 5,
            67 get_stack 4, 68 skb_load_bytes_relative 5, 69 fib_lookup 4, 70 sock_hash_update 4,
            71 msg_redirect_hash 4, 72 sk_redirect_hash 4, 73 lwt_push_encap 4, 74 lwt_seg6_store_bytes 4,
            75 lwt_seg6_adjust_srh 3, 76 lwt_seg6_action 4, 77 rc_repeat 1, 78 rc_keydown 4, 79 skb_cgroup_id 1,
            80 get_current_cgroup_id 0, 81 get_local_storage 2, 82 sk_select_reuseport 4,
            83 skb_ancestor_cgroup_id 2, 84 sk_lookup_tcp 5, 85 sk_lookup_udp 5, 86 sk_release 1, 87 map_push_elem 3,
            88 map_pop_elem 2, 89 map_peek_elem 2, 90 msg_push_data 4, 91 msg_pop_data 4, 92 rc_pointer_rel 3,
            93 spin_lock 1, 94 spin_unlock 1, 95 sk_fullsock 1, 96 tcp_sock 1, 97 skb_ecn_set_ce 1,
            98 get_listener_sock 1, 99 skc_lookup_tcp 5, 100 tcp_check_syncookie 5, 101 sysctl_get_name 4,
            102 sysctl_get_current_value 3, 103 sysctl_get_new_value 3, 104 sysctl_set_new_value 3, 105 strtol 4,
            106 strtoul 4, 107 sk_storage_get 4, 108 sk_storage_delete 2, 109 send_signal 1, 110 tcp_gen_syncookie 5,
            111 skb_output 5, 112 probe_read_user 3, 113 probe_read_kernel 3, 114 probe_read_user_str 3,
            115 probe_read_kernel_str 3, 116 tcp_send_ack 2, 117 send_signal_thread 1, 118 jiffies64 0,
            119 read_branch_records 4, 120 get_ns_current_pid_tgid 4, 121 xdp_output 5, 122 get_netns_cookie 1,
            123 get_current_ancestor_cgroup_id 1, 124 sk_assign 3, 125 ktime_get_boot_ns 0, 126 seq_printf 5,
            127 seq_write 3, 128 sk_cgroup_id 1, 129 sk_ancestor_cgroup_id 2, 130 ringbuf_output 4,
            131 ringbuf_reserve 3, 132 ringbuf_submit 2, 133 ringbuf_discard 2, 134 ringbuf_query 2,
            135 csum_level 2, 136 skc_to_tcp6_sock 1, 137 skc_to_tcp_sock 1, 138 skc_to_tcp_timewait_sock 1,
            139 skc_to_tcp_request_sock 1, 140 skc_to_udp6_sock 1, 141 get_task_stack 4, 142 load_hdr_opt 4,
            143 store_hdr_opt 4, 144 reserve_hdr_opt 3, 145 inode_storage_get 4, 146 inode_storage_delete 2,
            147 d_path 3, 148 copy_from_user 3, 149 snprintf_btf 5, 150 seq_printf_btf 4, 151 skb_cgroup_classid 1,
            152 redirect_neigh 4, 153 per_cpu_ptr 2, 154 this_cpu_ptr 1, 155 redirect_peer 2, 156 task_storage_get 4,
            157 task_storage_delete 2, 158 get_current_task_btf 0, 159 bprm_opts_set 2, 160 ktime_get_coarse_ns 0,
            161 ima_inode_hash 3, 162 sock_from_file 1, 163 check_mtu 5, 164 for_each_map_elem 4, 165 snprintf 5,
            166 sys_bpf 3, 167 btf_find_by_name_kind 4, 168 sys_close 1, 169 timer_init 3, 170 timer_set_callback 2,
            171 timer_start 3, 172 timer_cancel 1, 173 get_func_ip 1, 174 get_attach_cookie 1, 175 task_pt_regs 1,
            176 get_branch_snapshot 3, 177 trace_vprintk 4, 178 skc_to_unix_sock 1, 179 kallsyms_lookup_name 4,
            180 find_vma 5, 181 loop 4, 182 strncmp 3, 183 get_func_arg 3, 184 get_func_ret 2,
            185 get_func_arg_cnt 1, 186 get_retval 0, 187 set_retval 1, 188 xdp_get_buff_len 1, 189 xdp_load_bytes 4,
            190 xdp_store_bytes 4, 191 copy_from_user_task 5, 192 skb_set_tstamp 3, 193 ima_file_hash 3,
            194 kptr_xchg 2, 195 map_lookup_percpu_elem 3, 196 skc_to_mptcp_sock 1, 197 dynptr_from_mem 4,
            198 ringbuf_reserve_dynptr 4, 199 ringbuf_submit_dynptr 2, 200 ringbuf_discard_dynptr 2,
            201 dynptr_read 5, 202 dynptr_write 5, 203 dynptr_data 3, 204 tcp_raw_gen_syncookie_ipv4 3,
            205 tcp_raw_gen_syncookie_ipv6 3, 206 tcp_raw_check_syncookie_ipv4 2, 207 tcp_raw_check_syncookie_ipv6 2,
            208 ktime_get_tai_ns 0, 209 user_ringbuf_drain 4, 210 cgrp_storage_get 4, 211 cgrp_storage_delete 2
            """;

    private static final Map<Integer, Prototype> HELPERS = Arrays.stream(TABLE.strip().split(",\\s*"))
            .map(Prototype::parse).collect(Collectors.toUnmodifiableMap(Prototype::number, prototype -> prototype));

    private HelperFacts() {
    }

    /** The helper's name, such as {@code bpf_map_lookup_elem}, or {@code helper N} for a number not in the table. */
    public static String name(int number) {
        Prototype prototype = HELPERS.get(number);
        return prototype == null ? "helper " + number : "bpf_" + prototype.name();
    }

    /** How many of r1 to r5 the helper may read; 5 for a number not in the table. */
    static int arguments(int number) {
        Prototype prototype = HELPERS.get(number);
        return prototype == null ? Registers.MOST_ARGUMENTS : prototype.arguments();
    }

    private record Prototype(int number, String name, int arguments) {

        static Prototype parse(String entry) {
            String[] words = entry.split(" ");
            return new Prototype(Integer.parseInt(words[0]), words[1], Integer.parseInt(words[2]));
        }
    }
}
