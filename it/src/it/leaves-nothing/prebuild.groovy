def build = evaluate(new File(support, 'support.groovy'))
build.source('main/bpf/fun_xdp.bpf.c')
build.source('main/bpf/trim.bpf.c')
context.put('namespaces', build.namespaces())
return true
