def build = evaluate(new File(support, 'support.groovy'))
build.source('main/bpf/trim.bpf.c')
build.source('main/bpf/encap.bpf.c')
return true
