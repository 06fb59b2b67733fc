def build = evaluate(new File(support, 'support.groovy'))

build.says(1, 'names a program that no object holds: trimm. The nearest are trim')
build.says(2, 'Two benchmarks are named trim. Give one of them another <name>')
build.says(3, 'a metric that is not known: lattency. The nearest are latency, ')
build.says(4, '<maxIncrease> is "5", which is no percentage: write it as 5%.')
build.says(5, '<method> is "guess", which is not known. The methods there are: test-run, attach.')
build.says(6, 'ipv5')
build.says(7, '<onInconclusive> is "ignore": it is fail or warn.')
build.says(8, 'it must be at least 1 second')
build.says(9, '2 things cannot be measured')
build.says(9, 'names a program that no object holds: trimm. The nearest are trim')
build.says(9, 'names a program that no object holds: encapp. The nearest are encap')
build.says(10, 'has an element that is a parameter of no goal: rulez. The nearest are rules')
build.says(11, 'has an element that is a parameter of no goal: failOnRegresion. The nearest are failOnRegression')
build.says(12, 'are those of execution default of bad-configuration, and execution second of bad-configuration would')
build.says(12, 'Give one of the two a <reportDirectory> of its own.')
build.says(13, '<reports> names one that is not known: sarf. The nearest are sarif')
// Nothing is measured for a build that will fail whatever comes of it.
[1, 9].each { build.silentAbout(it, 'ns per run') }
// A mistake in the POM is never called a regression.
(1..13).each { build.silentAbout(it, 'did not pass') }
return true
