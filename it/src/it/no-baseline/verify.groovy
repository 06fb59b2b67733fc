def build = evaluate(new File(support, 'support.groovy'))

build.matches(1, /(?m)^\[WARNING\] socket_dns NO_BASELINE/)
build.says(1, 'mvn bpfgate:update-baseline')
build.says(2, '1 benchmark did not pass: socket_dns NO_BASELINE. Store the baseline with')
build.silentAbout(2, 'If the change is meant')
assert build.benchmark('socket_dns').verdict == 'NO_BASELINE'
assert build.benchmark('socket_dns').metrics.latency.value > 0
assert !build.file('src/test').exists(): 'nobody asked for a baseline to be stored'
return true
