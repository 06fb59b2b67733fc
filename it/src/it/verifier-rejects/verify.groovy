def build = evaluate(new File(support, 'support.groovy'))

build.says('if (eth->h_proto == bpf_htons(ETH_P_IPV6))')
build.says('verifier-reject.bpf.c:16')
def log = build.file('target/bpfgate/verifier-verifier_reject.log')
assert log.text.contains('invalid access to packet')
build.says(log.path)
return true
