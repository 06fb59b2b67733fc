def build = evaluate(new File(support, 'support.groovy'))
build.source('main/bpf/trim.bpf.c')
build.source('test/packets/article.pcap', '.')
build.file('article.pcap').renameTo(build.file('good.pcap'))
build.file('truncated.pcap').bytes = build.file('good.pcap').bytes[0..60] as byte[]
def object = new File(build.fixtures, 'test/bpf/baseline/encap.bpf.o').bytes
build.file('truncated.bpf.o').bytes = object[0..(object.length.intdiv(2))] as byte[]
return true
