def build = evaluate(new File(support, 'support.groovy'))
build.source('history/3-fibonacci-loop/fun_xdp.bpf.c')
return true
