def build = evaluate(new File(support, 'support.groovy'))
import java.util.zip.ZipFile

['left', 'right'].each { module ->
    assert new ZipFile(build.file("$module/target/$module-1.0-bpf-baseline.zip")).entries().collect { it.name } ==
            ['baseline.json', 'slow.bpf.o']
    build.matches(2, /(?s)Building $module .*?slow REGRESSED/)
}
assert build.log(1).readLines().count { it.contains('No eBPF sources in') } == 2: 'the parent and the module none'
assert build.log(2).readLines().count { it.contains('1 benchmark did not pass:') } >= 2
build.silentAbout(2, 'update-baseline')
build.silentAbout(2, 'not marked @threadSafe')
assert build.results('right/target/bpfgate').environment.concurrency == 1: 'of the third build'
assert build.benchmark('slow', 'right/target/bpfgate').metrics.keySet() == ['helper-calls', 'instructions'] as Set
assert build.benchmark('slow', 'left/target/bpfgate').metrics.keySet() == ['instructions'] as Set
build.matches(3, /slow: nothing to compare with, for the sources at HEAD \([0-9a-f]{9}\) hold no such program/)
build.silentAbout(3, 'Building none')
build.says(4, 'The baseline io.github.bpfgate.it:left:0.1:bpf-baseline is not in the local repository, and Maven is offline')
build.silentAbout(4, 'Building none')
return true
