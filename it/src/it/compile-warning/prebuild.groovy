def build = evaluate(new File(support, 'support.groovy'))
build.source('broken/warning.bpf.c')
return true
