def build = evaluate(new File(support, 'support.groovy'))

// A second run on the packet that the first one left would time something else, so each run gets its own.
['encap', 'trim'].each { name ->
    def benchmark = build.benchmark(name)
    assert benchmark.metrics.latency.value > 0
    assert benchmark.sampling.contains('repeat 1,')
    assert benchmark.notes.any { it.contains('each run is a call of its own, on a fresh packet') }
}
assert build.benchmark('encap').notes.any { it.contains("changes its packet's length from 64 to 84 bytes") }
assert build.benchmark('trim').notes.any { it.contains("changes its packet's length from 64 to 60 bytes") }
return true
