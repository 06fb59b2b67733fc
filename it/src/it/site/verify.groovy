def build = evaluate(new File(support, 'support.groovy'))

// Each module has its page, and the top has one over both.
[left: 'trim', right: 'encap'].each { module, program ->
    def page = build.file("$module/target/site/bpfgate.html").getText('UTF-8')
    assert page.contains(">$program</a>")
    assert page.contains('NO BASELINE')
    assert page.contains('<iframe src="bpfgate/index.html"')
    assert build.file("$module/target/site/bpfgate/index.html").getText('UTF-8').contains('<h2><bdi>' + program)
    // check has written the same for who has no site.
    assert build.file("$module/target/bpfgate/report/index.html").isFile()
    assert !build.file("$module/target/site/bpfgate-aggregate.html").exists()
}
def all = build.file('target/site/bpfgate-aggregate.html').getText('UTF-8')
assert all.contains('trim (left)') && all.contains('encap (right)')
assert build.file('target/site/bpfgate-aggregate').list() as Set == ['index.html', '1.html', '2.html'] as Set
assert !build.file('target/site/bpfgate.html').exists()

// Another machine of the CI's matrix left what it found.
def here = build.file('left/target/bpfgate/results.json').getText('UTF-8')
def there = build.file('artifacts/other/results.json')
there.parentFile.mkdirs()
there.setText(here.replaceFirst(/"kernel" : "[^"]*"/, '"kernel" : "5.15.0-another"'), 'UTF-8')
build.maven('matrix.log', 0, 'bpfgate:report-aggregate', '-Dbpfgate.resultsFiles=artifacts')
def matrix = build.file('target/site/bpfgate-aggregate/index.html').getText('UTF-8')
assert matrix.contains('2 benchmarks in 2 environments')
assert matrix.contains('Linux 5.15.0-another')
assert matrix.contains('not measured')
return true
