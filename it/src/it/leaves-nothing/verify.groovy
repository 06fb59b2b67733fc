def build = evaluate(new File(support, 'support.groovy'))
import java.nio.file.Files

assert build.workers().isEmpty()
assert build.namespaces() == context.get('namespaces'): 'named network namespaces'

def owner = Files.getOwner(basedir.toPath())
Files.walk(basedir.toPath()).each { assert Files.getOwner(it) == owner: it }

// Whoever holds this lock knows that nobody else's build measures now.
def lock = new ProcessBuilder('flock', '/sys/devices/system/cpu', 'sh', '-c', 'echo held; exec cat').start()
assert lock.inputReader().readLine() == 'held'
try {
    assert new File('/proc/sys/kernel/bpf_stats_enabled').text.trim() == '0'
    if (build.bpftool()) {
        // The kernel frees a program a while after its last descriptor is closed.
        build.eventually('no null program is loaded any more', 30) { !build.loadedPrograms().contains('bpfgate_null') }
    }
} finally {
    lock.outputStream.close()
    lock.waitFor()
}
return true
