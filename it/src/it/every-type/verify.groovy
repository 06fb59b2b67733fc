def build = evaluate(new File(support, 'support.groovy'))

def types = build.results().benchmarks.collectEntries { [(it.name): it.type] }
assert types == [act_mark     : 'sched_act', cgroup_egress: 'cgroup_skb', dissect: 'flow_dissector',
                 io_sizes     : 'raw_tracepoint', port_filter: 'xdp', socket_dns: 'socket_filter',
                 steer        : 'sk_lookup', tc_counter: 'sched_cls', tunnel_in: 'lwt_in',
                 tunnel_out   : 'lwt_out', tunnel_xmit: 'lwt_xmit']
assert types.values().toSet().size() == 11
build.results().benchmarks.each { benchmark ->
    assert benchmark.verdict == 'NO_BASELINE': benchmark.name
    assert benchmark.metrics.latency.value > 0: benchmark.name
}
build.matches(/Not benchmarked: .*io_quantile, seed_requests.* \(syscall, only where asked for\)/)
return true
