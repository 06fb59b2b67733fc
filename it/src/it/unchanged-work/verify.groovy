def build = evaluate(new File(support, 'support.groovy'))

def benchmark = build.benchmark('trim')
assert benchmark.verdict == 'UNCHANGED'
assert benchmark.comparison == null
build.says(2, 'UNCHANGED')

// To store what is stored already changes no byte: neither from the same results, nor from new ones.
def stored = build.digests('src/test/bpf/baseline')
assert stored.keySet() == ['baseline.json', 'trim.bpf.o'] as Set
def log = build.maven('again.log', 0, 'verify', 'bpfgate:update-baseline', '-Dbpfgate.sourceDirectory=src/before')
assert log.contains('The baseline is as it was.')
assert build.digests('src/test/bpf/baseline') == stored
log = build.maven('once-more.log', 0, 'bpfgate:update-baseline', '-Dbpfgate.sourceDirectory=src/before')
assert log.contains('The baseline is as it was.')
assert build.digests('src/test/bpf/baseline') == stored
return true
