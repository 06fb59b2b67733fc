def build = evaluate(new File(support, 'support.groovy'))

def benchmark = build.benchmark('fun_xdp')
assert benchmark.comparison.upper < 0
assert benchmark.verdict in ['IMPROVED', 'PASS']: 'about 10 % faster; noise decides whether that is surely over 5 %'
if (benchmark.verdict == 'IMPROVED') {
    build.says(2, 'fun_xdp became faster. Keep it so: mvn bpfgate:update-baseline')
}
return true
