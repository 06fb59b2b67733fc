def build = evaluate(new File(support, 'support.groovy'))
['cgroup', 'dissect', 'io', 'lookup', 'lwt', 'socket', 'steer', 'tc'].each { build.source("main/bpf/${it}.bpf.c") }
return true
