def build = evaluate(new File(support, 'support.groovy'))

context.get('stored').each { directory, files -> assert build.digests(directory) == files: directory }
build.matches(2, /cannot be read as a baseline.*\(line \d+\).*git checkout -- .*corrupt\/baseline\.json.*or delete /)
build.silentAbout(2, 'REDACTED')
build.says(3, 'has schema 99, and this bpfgate knows up to 1. Use the newer bpfgate-maven-plugin that wrote it.')
build.matches(4, /The baseline of trim names .*trim\.bpf\.o, which is not there/)
build.says(4, 'git add -f')
build.matches(5, /trim\.bpf\.o is not the one that .*baseline\.json stored for trim: its SHA-256 differs/)
build.says(6, 'cannot be read as a baseline')

// And what each says would cure it does so.
['corrupt': 2, 'object-missing': 4, 'sha-differs': 5].each { directory, invocation ->
    build.matches(invocation, /delete \S*baseline\.json and run mvn verify bpfgate:update-baseline/)
    assert build.file("$directory/baseline.json").delete()
    def option = "-Dbpfgate.baselineDirectory=$directory".toString()
    build.maven("${directory}.log", 0, 'verify', 'bpfgate:update-baseline', option)
}
build.maven('cured.log', 0, 'verify', '-Dbpfgate.baselineDirectory=sha-differs')
assert build.benchmark('trim').verdict == 'UNCHANGED'
return true
