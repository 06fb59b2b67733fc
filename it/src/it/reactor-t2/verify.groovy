def build = evaluate(new File(support, 'support.groovy'))

[left: 'socket_dns', right: 'trim'].each { module, name ->
    assert build.benchmark(name, "$module/target/bpfgate").metrics.latency.value > 0
    assert build.results("$module/target/bpfgate").environment.concurrency == 2
}
build.matches(/(?m)^\[WARNING\] Maven runs with 2 threads/)
build.silentAbout('not marked @threadSafe')
return true
