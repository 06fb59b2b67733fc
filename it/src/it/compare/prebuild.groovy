def build = evaluate(new File(support, 'support.groovy'))
build.object('history/4-fibonacci-table/fun_xdp.bpf.c', 'table.o')
build.object('history/3-fibonacci-loop/fun_xdp.bpf.c', 'slow.o')
return true
