import groovy.json.JsonSlurper
import groovy.xml.XmlSlurper

def build = evaluate(new File(support, 'support.groovy'))

[2: 'target/loop', 3: 'target/published-fix'].each { invocation, directory ->
    build.matches(invocation, /1 benchmark did not pass:\n\[ERROR\]   fun_xdp REGRESSED: instructions \d+.* → \d+.*, limit \+5 %/)
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
def again = { int n, int exit, String... more ->
    def printed = build.maven("again-${n}.log", exit, 'verify',
            "-Dbpfgate.sourceDirectory=${fixtures}/history/3-fibonacci-loop".toString(),
            "-Dbpfgate.reportDirectory=target/again-$n".toString(), '-Dbpfgate.historyFile=target/history.jsonl', *more)
    assert build.benchmark('fun_xdp', "target/again-$n").metrics.instructions.value == loop
    return printed
}

// In colour where Maven is told to have it, and in no file.
assert again(1, 1, '-Dstyle.color=always').contains('+5 %  \u001b[1;31mREGRESSED\u001b[m')
build.file('target/again-1').eachFileRecurse { file -> assert file.isDirectory() || !file.text.contains('\u001b') }

// Quietly, only what failed, and in the end what to do about it; Maven's launcher resets colours all the same.
def quiet = again(2, 1, '-q').replaceAll('\u001b\\[[0-9;]*m', '').readLines()
assert quiet.every { it.isEmpty() || it.startsWith('[ERROR]') }
def ending = quiet.drop(quiet.findIndexOf { it.contains('1 benchmark did not pass:') })
        .takeWhile { !it.contains('To see the full stack trace') }
assert ending.size() <= 16 && ending.any { it.startsWith('[ERROR] Meant for good? Accept it with mvn bpfgate:update') }
assert ending.any { it.startsWith('[ERROR]   {"benchmark":"fun_xdp","metric":"instructions","upTo":"+128 %"') }

// What it proposes passes, once somebody says why.
build.file('src/test/bpf/baseline/accepted.json').text = build.file('target/again-2/accepted.json').text
        .replace('"reason" : ""', '"reason" : "the loop is shorter to read"')
assert again(3, 0).contains('fun_xdp ACCEPTED: instructions grew by 127.4 %')
assert build.benchmark('fun_xdp', 'target/again-3').judgements.acceptance.reason == ['the loop is shorter to read']
assert build.file('src/test/bpf/baseline/accepted.json').delete()

def history = build.file('target/history.jsonl').readLines('UTF-8').collect { new JsonSlurper().parseText(it) }
assert history*.benchmarks*.fun_xdp*.verdict == ['REGRESSED', 'REGRESSED', 'ACCEPTED']
assert history*.benchmarks*.fun_xdp*.metrics*.instructions*.value == [loop] * 3

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
