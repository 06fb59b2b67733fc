def build = evaluate(new File(support, 'support.groovy'))

build.matches(1, /1 benchmark did not pass:\n\[ERROR\]   fun_xdp REGRESSED: latency \+\d/)
build.silentAbout(1, 'update-baseline')
build.says(2, 'UNCHANGED')
build.says(3, 'There is no object file at')
build.says(3, 'nowhere.o')
assert build.benchmark('fun_xdp').verdict == 'UNCHANGED'
return true
