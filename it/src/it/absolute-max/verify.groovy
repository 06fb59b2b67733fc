def build = evaluate(new File(support, 'support.groovy'))

build.matches(1, /(?m)^\[INFO\] socket_dns .* PASS$/)
build.says(2, 'socket_dns REGRESSED')
build.says(2, 'is above the maximum of 1')
assert build.benchmark('socket_dns').verdict == 'REGRESSED'
return true
