def build = evaluate(new File(support, 'support.groovy'))
build.source('main/bpf/lookup.bpf.c')
def source = build.file('src/main/bpf/lookup.bpf.c')
def broken = source.text.replace('return 0;', '#ifdef FAIL\n\treturn -7;\n#endif\n\treturn 0;')
assert broken != source.text
source.text = broken
return true
