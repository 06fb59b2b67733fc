def build = evaluate(new File(support, 'support.groovy'))

build.says(1, 'equal is in equal-a and equal-b. Say which with <object>.')
build.says(2, 'BUILD SUCCESS')
build.says(3, 'names an object that was not built')
build.says(3, 'equal-b')
assert build.benchmark('equal').object == 'equal-b.bpf.o'
return true
