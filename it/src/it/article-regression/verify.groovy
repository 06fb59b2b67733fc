def build = evaluate(new File(support, 'support.groovy'))

build.says(1, 'fun_xdp, fun_xdp-article NO_BASELINE')
build.says(1, 'Commit these files')
assert build.file('src/test/bpf/baseline/baseline.json').isFile()
assert build.file('src/test/bpf/baseline/fun_xdp.bpf.o').isFile()

[2: 'target/loop', 3: 'target/published-fix'].each { invocation, directory ->
    build.says(invocation, '2 benchmarks did not pass:')
    ['fun_xdp', 'fun_xdp-article'].each { build.matches(invocation, /(?m)^\[ERROR\]   $it REGRESSED: latency \+\d/) }
    build.says(invocation, 'mvn bpfgate:update-baseline')
    build.matches(invocation, /(?m)^\[ERROR\] fun_xdp REGRESSED: latency changed by \+\d/)
    ['fun_xdp', 'fun_xdp-article'].each { name ->
        def benchmark = build.benchmark(name, directory)
        assert benchmark.verdict == 'REGRESSED'
        assert benchmark.comparison.lower > benchmark.comparison.limit
        assert benchmark.comparison.confirming.size() > 0
    }
}

// Every packet has its own figures, and the one that changed most is named.
def packets = build.benchmark('fun_xdp', 'target/loop').packets
assert packets.size() == 256
assert packets*.name.toSet().size() == 256
build.matches(2, /of 256 packets \S.* changed most: \d+\.\d\d to \d+\.\d\d ns/)

build.says(4, 'fun_xdp REGRESSED')
build.says(4, 'BUILD SUCCESS')
return true
