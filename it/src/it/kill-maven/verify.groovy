def build = evaluate(new File(support, 'support.groovy'))

def maven = build.startMaven('killed.log', 'bpfgate:benchmark')
try {
    build.eventually('a worker starts', 300) { !build.workers().isEmpty() || !maven.isAlive() }
    assert maven.isAlive(): build.file('killed.log').text
    def workers = build.workers()
    assert workers.size() == 1
    maven.destroyForcibly().waitFor() // SIGKILL: Maven can clean up nothing
    build.eventually('the worker ends with its Maven', 20) { !workers[0].isAlive() }
} finally {
    maven.destroyForcibly()
}
assert !build.file('target/bpfgate/results.json').exists()
return true
