def build = evaluate(new File(support, 'support.groovy'))
build.source('main/bpf/socket.bpf.c')
return true
