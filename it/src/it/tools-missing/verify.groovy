def build = evaluate(new File(support, 'support.groovy'))

build.says(1, '<clang> is set to /nonexistent/clang, and there is no such file')
build.says(2, 'was built without the BPF target')
build.says(2, 'apt-get install clang')
build.says(3, 'The configured libbpf /nonexistent.so is not there or is no libbpf 1.x. Correct <libbpf>')
build.matches(4, /(?m)^\[ERROR\] MISSING  clang/)
build.matches(4, /(?m)^\[ERROR\] MISSING  libbpf/)
build.says(4, '2 things that bpfgate needs are missing')
return true
