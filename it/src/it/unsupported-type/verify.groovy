def build = evaluate(new File(support, 'support.groovy'))

build.says(1, 'unsupported_kprobe UNSUPPORTED')
build.says(1, '524')
build.matches(2, /(?m)^\[WARNING\] unsupported_kprobe UNSUPPORTED/)
assert build.benchmark('unsupported_kprobe').verdict == 'UNSUPPORTED'
return true
