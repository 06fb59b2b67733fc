def build = evaluate(new File(support, 'support.groovy'))
import java.nio.channels.FileChannel
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardOpenOption

assert build.workers().isEmpty()
assert build.namespaces() == context.get('namespaces'): 'named network namespaces'

def owner = Files.getOwner(basedir.toPath())
Files.walk(basedir.toPath()).each { assert Files.getOwner(it) == owner: it }

// Whoever holds this lock knows that nobody else's build measures now.
def lock = Path.of(System.getProperty('java.io.tmpdir'), 'bpfgate.lock')
FileChannel.open(lock, StandardOpenOption.WRITE).withCloseable { channel ->
    channel.lock()
    assert new File('/proc/sys/kernel/bpf_stats_enabled').text.trim() == '0'
    if (build.bpftool()) {
        // The kernel frees a program a while after its last descriptor is closed.
        build.eventually('no null program is loaded any more', 30) { !build.loadedPrograms().contains('bpfgate_null') }
    }
}
return true
