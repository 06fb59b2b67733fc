def build = evaluate(new File(support, 'support.groovy'))
build.source('broken/verifier-reject.bpf.c')
return true
