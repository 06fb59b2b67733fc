def build = evaluate(new File(support, 'support.groovy'))

build.matches(1, /(?m)^\[WARNING\] socket_dns NO_BASELINE/)
build.says(1, 'mvn bpfgate:update-baseline')
build.matches(2, /1 benchmark did not pass:\n\[ERROR\]   socket_dns NO_BASELINE: nothing is stored/)
build.matches(2, /(?m)^\[ERROR\] Store the baseline with mvn bpfgate:update-baseline, and commit it\./)
build.silentAbout(2, 'Meant for')
assert build.benchmark('socket_dns').verdict == 'NO_BASELINE'
assert build.benchmark('socket_dns').metrics.latency.value > 0
assert !build.file('src/test').exists(): 'nobody asked for a baseline to be stored'
return true
