def build = evaluate(new File(support, 'support.groovy'))
['left', 'right'].each { build.source('broken/slow.bpf.c', "$it/src/main/bpf") }
return true
