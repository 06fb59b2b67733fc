def build = evaluate(new File(support, 'support.groovy'))

build.source('history/4-fibonacci-table/fun_xdp.bpf.c', 'src/commented')
def commented = build.file('src/commented/fun_xdp.bpf.c')
commented.text = '/* A word more.\n * And another.\n */\n' + commented.text
build.source('history/3-fibonacci-loop/fun_xdp.bpf.c', 'src/loop')
return true
