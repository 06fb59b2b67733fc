def build = evaluate(new File(support, 'support.groovy'))
build.source('main/bpf/fun_xdp.bpf.c')
return true
