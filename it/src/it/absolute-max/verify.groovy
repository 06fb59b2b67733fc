def build = evaluate(new File(support, 'support.groovy'))

build.matches(1, /(?m)^\[INFO\] socket_dns .* PASS$/)
build.says(2, 'socket_dns REGRESSED')
build.says(2, 'is above the maximum of 1')
build.says(2, 'fresh loads')
build.says(2, 'What is above its <max> has to come down, or the limit up')
assert build.benchmark('socket_dns').verdict == 'REGRESSED'
return true
