def build = evaluate(new File(support, 'support.groovy'))
build.source('broken/equal-a.bpf.c')
build.source('broken/equal-b.bpf.c')
return true
