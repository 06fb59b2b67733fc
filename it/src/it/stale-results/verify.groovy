def build = evaluate(new File(support, 'support.groovy'))

build.says(2, 'results.json is stale: it was measured on another trim.bpf.o than the one built now. Run mvn verify')
build.says(3, 'are of another trim.bpf.o than the one built now')
build.says(4, 'There are no results at')
assert !build.file('src/test').exists()
return true
