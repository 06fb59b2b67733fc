def build = evaluate(new File(support, 'support.groovy'))
build.source('broken/syntax-error.bpf.c')
build.source('main/bpf/trim.bpf.c')
return true
