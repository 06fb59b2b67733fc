def build = evaluate(new File(support, 'support.groovy'))
assert !build.file('pom.xml').exists()
build.source('test/bpf/baseline/lookup.bpf.o', '.')
return true
