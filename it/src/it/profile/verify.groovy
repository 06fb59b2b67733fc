def build = evaluate(new File(support, 'support.groovy'))

build.says(1, 'Run mvn verify first.')

build.says(2, 'octets: xdp program fun_xdp of fun_xdp.bpf.o, 256 packets')
// Clang 14 makes 121 of the worst packet, clang 19 makes 109.
build.matches(2, /(?m)^\[INFO\] instructions per run  \d+\.\d+, at worst 1\d\d \(packet #235 /)
build.says(2, 'helper calls per run  bpf_map_push_elem 1')
// The hottest line is one of the loop, and its bar is the longest.
build.matches(2, /insns per run\n\[INFO\] +11\.57 .* #{12}  fun_xdp\.bpf\.c:4[23]  /)

build.matches(3, /(?s)fun_xdp\.bpf\.c:42      while \(b < n\) \{\n.*fun_xdp\.bpf\.c:92  \}/)
build.silentAbout(3, ' ll <')

build.matches(4, /(?m)^\[INFO\] +11\.57 .* goto -0x\p{XDigit}+ <L\d+>$/)
build.says(4, ' ll <SOURCE_ADDR_QUEUE>')
build.says(4, 'call bpf_map_push_elem')
build.says(4, '; fun_xdp.bpf.c:42  while (b < n) {')

build.says(5, 'There is no benchmark octet. The nearest is octets.')
build.says(6, '<sort> is "cold": it is hot or source.')

// Nothing is measured that a later check would judge.
assert !build.file('target/bpfgate/results.json').exists()
return true
