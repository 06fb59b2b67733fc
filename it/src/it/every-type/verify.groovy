def build = evaluate(new File(support, 'support.groovy'))

def run = build.results().benchmarks.findAll { it.method == 'test-run' }
def types = run.collectEntries { [(it.name): it.type] }
assert types == [act_mark     : 'sched_act', cgroup_egress: 'cgroup_skb', dissect: 'flow_dissector',
                 io_sizes     : 'raw_tracepoint', port_filter: 'xdp', socket_dns: 'socket_filter',
                 steer        : 'sk_lookup', tc_counter: 'sched_cls', tunnel_in: 'lwt_in',
                 tunnel_out   : 'lwt_out', tunnel_xmit: 'lwt_xmit']
assert types.values().toSet().size() == 11
run.each { benchmark ->
    assert benchmark.verdict == 'NO_BASELINE': benchmark.name
    assert benchmark.metrics.latency.value > 0: benchmark.name
}

// What no benchmark runs is looked at all the same.
build.says('Not benchmarked: io_quantile, seed_requests, fill_ports (syscall, only where asked for)')
def loaded = build.benchmark('fill_ports')
assert loaded.method == 'load' && loaded.verdict == 'PASS'
assert loaded.metrics['verified-insns'].value > 0 && !loaded.metrics.containsKey('latency')
build.says(1, 'No benchmark runs 3 programs more: loaded')
return true
