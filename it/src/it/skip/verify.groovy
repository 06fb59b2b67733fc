def build = evaluate(new File(support, 'support.groovy'))

build.says(1, 'bpfgate is skipped')
build.silentAbout(2, 'bpfgate is skipped')
build.says(2, 'syntax-error.bpf.c')
build.says(3, 'bpfgate is skipped')
return true
