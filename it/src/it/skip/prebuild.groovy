def build = evaluate(new File(support, 'support.groovy'))
build.source('broken/syntax-error.bpf.c')
return true
