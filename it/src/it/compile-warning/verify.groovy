def build = evaluate(new File(support, 'support.groovy'))

build.matches(/(?m)^\[WARNING\] src\/main\/bpf\/warning\.bpf\.c:\[9,\d+\] unused variable/)
assert build.benchmark('warning').verdict == 'NO_BASELINE'
return true
