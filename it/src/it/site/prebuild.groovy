def build = evaluate(new File(support, 'support.groovy'))
build.source('main/bpf/trim.bpf.c', 'left/src/main/bpf')
build.source('main/bpf/encap.bpf.c', 'right/src/main/bpf')
return true
