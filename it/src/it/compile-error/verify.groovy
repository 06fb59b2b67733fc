def build = evaluate(new File(support, 'support.groovy'))

build.matches(/(?m)^\[ERROR\] src\/main\/bpf\/syntax-error\.bpf\.c:\[9,\d+\] expected ';'/)
build.silentAbout('benchmark (default)')
assert !build.file('target/bpf/syntax-error.bpf.o').exists()
assert !build.file('target/bpfgate').exists()
return true
