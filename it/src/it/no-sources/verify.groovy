def build = evaluate(new File(support, 'support.groovy'))

// One line for the parent and one for its module, each from the first goal alone.
assert build.log().readLines().count { it.contains('No eBPF sources in') } == 2
build.silentAbout('WARNING')
build.says(2, 'and yet a baseline is stored in')
build.says(2, 'Correct <sourceDirectory>')
assert !build.file('target').exists()
return true
