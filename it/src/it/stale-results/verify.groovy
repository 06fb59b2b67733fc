def build = evaluate(new File(support, 'support.groovy'))

build.silentAbout(1, 'of an earlier build')
build.says(2, 'Judging the results of an earlier build, which are in ')
build.says(2, 'results.json is stale: it was made from another object trim.bpf.o than there is now. Run mvn verify')
build.says(3, 'results.json is stale: it was made from another object trim.bpf.o')
build.says(4, 'There are no results at')
assert !build.file('src/test').exists()
return true
