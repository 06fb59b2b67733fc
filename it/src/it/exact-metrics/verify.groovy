import groovy.json.JsonSlurper
import groovy.xml.XmlSlurper

def build = evaluate(new File(support, 'support.groovy'))

[2: 'target/loop', 3: 'target/published-fix'].each { invocation, directory ->
    build.says(invocation, '1 benchmark did not pass: fun_xdp REGRESSED')
    build.matches(invocation, /(?m)^\[ERROR\] +fun_xdp\.bpf\.c:42 +while \(b < n\) \{ +0 → 1\d(\.\d+)? instructions per run/)
    build.silentAbout(invocation, 'latency')

    def benchmark = build.benchmark('fun_xdp', directory)
    assert benchmark.verdict == 'REGRESSED'
    assert benchmark.comparison == null
    assert !benchmark.metrics.containsKey('latency')
    def instructions = benchmark.metrics.instructions
    assert instructions.value == instructions.least && instructions.value == instructions.most
    assert instructions.value > 2 * instructions.baseline
    assert benchmark.counts.blamed*.text.contains('while (b < n) {')
    assert benchmark.counts.helperCalls.bpf_map_push_elem.value == 1.0
}

// Not one instruction more or less, wherever and however often it is counted.
def loop = build.benchmark('fun_xdp', 'target/loop').metrics.instructions.value
(1..3).each { n ->
    build.maven("again-${n}.log", 1, 'verify', "-Dbpfgate.sourceDirectory=${fixtures}/history/3-fibonacci-loop".toString(),
            "-Dbpfgate.reportDirectory=target/again-$n".toString())
    assert build.benchmark('fun_xdp', "target/again-$n").metrics.instructions.value == loop
}

// The build that failed left its reports, each as its readers want it.
def reports = build.file('target/loop')
def junit = new XmlSlurper().parse(new File(reports, 'TEST-bpfgate.xml'))
assert junit.@failures == '1' && junit.testcase.failure.@type == 'REGRESSED'
def json = { name -> new JsonSlurper().parse(new File(reports, name), 'UTF-8') }
assert json('bmf.json').fun_xdp.instructions.value == loop
def place = json('sarif.json').runs[0].results[0].locations[0].physicalLocation
assert place.artifactLocation.uri.endsWith('src/loop/fun_xdp.bpf.c') && place.region.startLine == 43
assert json('gl-code-quality.json')[0].severity == 'critical'
assert json('benchmark-action.json').find { it.name == 'fun_xdp instructions' }.value == loop
assert new File(reports, 'results.csv').readLines('UTF-8').any { it.contains(",instructions,insns per run,$loop,") }
assert new File(reports, 'report.md').getText('UTF-8').contains('| fun_xdp | ')
build.matches(2, /(?m)^::error file=src\/loop\/fun_xdp\.bpf\.c,line=43,title=bpfgate%3A fun_xdp REGRESSED::fun_xdp REGR/)
assert build.file('target/summary.md').getText('UTF-8').startsWith('## bpfgate: exact-metrics')
build.silentAbout(3, '::error')

build.says(4, 'UNCHANGED')
assert build.benchmark('fun_xdp', 'target/commented').verdict == 'UNCHANGED'
return true
