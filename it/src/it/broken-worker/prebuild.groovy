def build = evaluate(new File(support, 'support.groovy'))
build.source('main/bpf/trim.bpf.c')
return true
