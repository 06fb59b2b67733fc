def build = evaluate(new File(support, 'support.groovy'))

build.says(1, 'The worker ended with exit value 7 before it was done.')
build.says(1, 'I cannot go on')
build.says(2, 'The worker was killed by signal 9 before it was done.')
build.says(3, 'The worker printed something that is no event: "Last login: Thu Nov 19". <launcher> must not write')
build.silentAbout(3, 'REDACTED')
build.says(4, 'not-there.sh')
(1..4).each { build.silentAbout(it, 'did not pass') }
assert !build.file('target/bpfgate/results.json').exists()
assert build.workers().isEmpty()
return true
