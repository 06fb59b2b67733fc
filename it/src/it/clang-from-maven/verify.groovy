def build = evaluate(new File(support, 'support.groovy'))

build.says(1, 'Fetching clang (org.example:tiny-clang:1.2:any-linux), once for all builds of this user')
build.says(1, 'clang is org.example:tiny-clang:1.2:any-linux from Maven, as <clang> says')
build.matches(1, /(?m)^\[INFO\] Made \S+\/target\/bpf\/include\/vmlinux\.h of \S+\/types\.o$/)
assert build.file('target/bpf/typed.bpf.o').exists()
assert build.file('target/cache').list().findAll { it.startsWith('org.example-tiny-clang-1.2-any-linux-') }.size() == 2

build.matches(2, /(?m)^\[INFO\] ok +clang +.*target\/cache\/org\.example-tiny-clang-1\.2-any-linux-\w+\/clang\), has the BPF target/)
build.matches(2, /(?m)^\[INFO\] ok +why this clang +org\.example:tiny-clang:1\.2:any-linux from Maven, as <clang> says/)
build.matches(2, /(?m)^\[INFO\] ok +vmlinux\.h +can be made of \S+\/types\.o/)

build.says(3, 'The clang of org.example:tiny-clang:9:any-linux is not in the local repository, and Maven is offline')
build.says(4, 'The clang of org.example:tiny-clang:1.3:any-linux came with a checksum that is not its own')
return true
