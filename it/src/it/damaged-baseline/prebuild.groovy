def build = evaluate(new File(support, 'support.groovy'))
build.source('main/bpf/trim.bpf.c')
['corrupt', 'newer', 'object-missing', 'sha-differs'].each { build.directory('test/bpf/baseline', it) }

def corrupt = build.file('corrupt/baseline.json')
corrupt.text = corrupt.text[0..<corrupt.text.length().intdiv(2)]
def newer = build.file('newer/baseline.json')
newer.text = newer.text.replace('"schema" : 1,', '"schema" : 99,')
assert newer.text.contains('99')
assert build.file('object-missing/trim.bpf.o').delete()
build.file('sha-differs/trim.bpf.o').append('more')

context.put('stored', ['corrupt', 'newer', 'object-missing', 'sha-differs'].collectEntries { [it, build.digests(it)] })
return true
