def build = evaluate(new File(support, 'support.groovy'))

[2: 'target/loop', 3: 'target/published-fix'].each { invocation, directory ->
    build.says(invocation, '1 benchmark did not pass: fun_xdp REGRESSED')
    build.matches(invocation, /(?m)^\[ERROR\] +fun_xdp\.bpf\.c:42 +while \(b < n\) \{ +0 → 1\d(\.\d+)? instructions per run/)
    build.silentAbout(invocation, 'latency')

    def benchmark = build.benchmark('fun_xdp', directory)
    assert benchmark.verdict == 'REGRESSED'
    assert benchmark.comparison == null
    assert !benchmark.metrics.containsKey('latency')
    def instructions = benchmark.metrics.instructions
    assert instructions.value == instructions.least && instructions.value == instructions.most
    assert instructions.value > 2 * instructions.baseline
    assert benchmark.counts.blamed*.text.contains('while (b < n) {')
    assert benchmark.counts.helperCalls.bpf_map_push_elem.value == 1.0
}

// Not one instruction more or less, wherever and however often it is counted.
def loop = build.benchmark('fun_xdp', 'target/loop').metrics.instructions.value
(1..3).each { n ->
    build.maven("again-${n}.log", 1, 'verify', "-Dbpfgate.sourceDirectory=${fixtures}/history/3-fibonacci-loop".toString(),
            "-Dbpfgate.reportDirectory=target/again-$n".toString())
    assert build.benchmark('fun_xdp', "target/again-$n").metrics.instructions.value == loop
}

build.says(4, 'UNCHANGED')
assert build.benchmark('fun_xdp', 'target/commented').verdict == 'UNCHANGED'
return true
