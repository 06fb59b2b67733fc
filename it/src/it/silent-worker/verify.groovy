def build = evaluate(new File(support, 'support.groovy'))

build.says('The worker has said nothing for 31 s and was ended.')
build.says('It never began: <launcher> may be waiting for a password or an answer')
def left = ProcessHandle.allProcesses().filter { it.info().commandLine().orElse('').endsWith('sleep 300') }
        .filter { new File("/proc/${it.pid()}/cwd").canonicalFile == basedir.canonicalFile }
assert left.count() == 0
return true
