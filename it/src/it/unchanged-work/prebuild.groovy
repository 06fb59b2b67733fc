def build = evaluate(new File(support, 'support.groovy'))

// The same program twice; after has more to say about it, and all its lines lie deeper.
build.source('main/bpf/trim.bpf.c', 'src/before')
build.source('main/bpf/trim.bpf.c', 'src/after')
def after = build.file('src/after/trim.bpf.c')
after.text = '/* A word more.\n * And another.\n */\n' + after.text
return true
