def build = evaluate(new File(support, 'support.groovy'))

build.says(1, 'truncated.pcap')
build.says(2, 'pom.xml')
build.says(3, 'nowhere.pcap')
build.says(4, 'Benchmark trim: ')
build.says(5, '<input> holds 2 inputs: give one of <pcap>, <hex>, <file> or <packet>.')
build.says(6, 'truncated.bpf.o is truncated')
build.says(7, 'There is no object file at')
(1..7).each { build.silentAbout(it, 'did not pass') }
return true
