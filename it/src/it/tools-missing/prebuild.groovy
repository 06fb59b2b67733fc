def build = evaluate(new File(support, 'support.groovy'))
build.source('main/bpf/trim.bpf.c')
assert build.file('clang-without-bpf').setExecutable(true)
return true
