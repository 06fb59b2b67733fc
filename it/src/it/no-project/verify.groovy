def build = evaluate(new File(support, 'support.groovy'))

build.matches(1, /(?m)^\[INFO\] ok +clang +.*has the BPF target/)
build.matches(1, /(?m)^\[INFO\] ok +capabilities/)
build.says(1, 'bpfgate can measure here.')
build.matches(2, /benchmark +loads +ns net +shift ns +sd of blocks ns +smallest detectable +limit/)
build.says(2, 'Each program was measured against itself over')
build.matches(3, /(?m)^\[INFO\] port_filter +\d/)
return true
