def build = evaluate(new File(support, 'support.groovy'))
build.source('broken/unsupported-kprobe.bpf.c')
return true
