def build = evaluate(new File(support, 'support.groovy'))
build.source('main/bpf/trim.bpf.c')
def source = build.file('src/main/bpf/trim.bpf.c')
source.text = source.text.replace('#define TRAILER_BYTES 4', '#ifndef TRAILER_BYTES\n#define TRAILER_BYTES 4\n#endif')
return true
