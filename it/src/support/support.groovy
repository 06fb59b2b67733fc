import groovy.json.JsonSlurper
import java.nio.file.Files
import java.nio.file.Path
import java.security.MessageDigest
import java.util.concurrent.TimeUnit

/** What the hooks share: reading a build's log and results, and starting builds of their own. */
class Build {

    final File basedir
    final File fixtures
    final Map variables

    Build(Map variables) {
        this.variables = variables
        basedir = variables.basedir as File
        fixtures = new File(variables.fixtures as String)
    }

    // ---- before the build

    /** Copies a source of the fixtures, such as broken/warning.bpf.c, into a source directory of this project. */
    void source(String fixture, String directory = 'src/main/bpf') {
        def from = new File(fixtures, fixture)
        def to = new File(basedir, "$directory/${from.name}")
        to.parentFile.mkdirs()
        Files.copy(from.toPath(), to.toPath())
    }

    /** Copies a whole directory of the fixtures, such as test/bpf/baseline. */
    void directory(String fixture, String directory) {
        new File(fixtures, fixture).eachFile { file ->
            if (file.isFile()) {
                source("$fixture/${file.name}", directory)
            }
        }
    }

    /** Compiles a source of the fixtures as a user without Maven would. */
    void object(String fixture, String object) {
        new File(basedir, object).parentFile.mkdirs()
        def multiarch = ['x86_64', 'aarch64'].collect { "-I/usr/include/$it-linux-gnu".toString() }
        def command = ['clang', '-O2', '-g', '-target', 'bpf', *multiarch, '-c', "$fixtures/$fixture".toString(), '-o',
                       object]
        def process = new ProcessBuilder(command).directory(basedir).inheritIO().start()
        assert process.waitFor() == 0: "clang cannot compile $fixture"
    }

    // ---- after it

    /** What the n-th invocation of Maven printed, n from 1. */
    String log(int n = 1) {
        // Maven's launcher resets the terminal's colours, log file or not.
        def plain = file('build.log').getText('UTF-8').replaceAll('\u001b\\[[0-9;]*m', '')
        def invocations = plain.split(/(?m)^(?=\[INFO\] Scanning for projects)/)
                .findAll { it.startsWith('[INFO] Scanning') }
        assert n <= invocations.size(): "build.log has ${invocations.size()} invocations, not $n"
        return invocations[n - 1]
    }

    void says(int n = 1, String text) {
        if (!log(n).contains(text)) {
            throw new AssertionError("invocation $n does not say \"$text\" but\n${log(n)}" as Object)
        }
    }

    void matches(int n = 1, String pattern) {
        if (!(log(n) =~ pattern)) {
            throw new AssertionError("invocation $n has nothing like /$pattern/ but\n${log(n)}" as Object)
        }
    }

    void silentAbout(int n = 1, String text) {
        if (log(n).contains(text)) {
            throw new AssertionError("invocation $n says \"$text\":\n${log(n)}" as Object)
        }
    }

    File file(String path) {
        return new File(basedir, path)
    }

    Map results(String directory = 'target/bpfgate') {
        return new JsonSlurper().parse(file("$directory/results.json"), 'UTF-8') as Map
    }

    Map benchmark(String name, String directory = 'target/bpfgate') {
        def found = results(directory).benchmarks.find { it.name == name }
        assert found != null: "$directory/results.json has no benchmark $name"
        return found
    }

    /** The SHA-256 of every file below a directory, by its path there. */
    Map<String, String> digests(String directory) {
        Path root = file(directory).toPath()
        return Files.walk(root).filter(Files::isRegularFile).toList().collectEntries { path ->
            [(root.relativize(path).toString()):
                     MessageDigest.getInstance('SHA-256').digest(Files.readAllBytes(path)).encodeHex().toString()]
        } as TreeMap
    }

    // ---- builds of a hook's own

    /** Starts Maven as the invoker does; output goes to a file in this project. */
    Process startMaven(String logFile, String... arguments) {
        def command = ["${System.getProperty('maven.home')}/bin/mvn".toString(), '-B',
                       "-Dmaven.repo.local=${variables.localRepositoryPath}".toString(), *arguments]
        def builder = new ProcessBuilder(command).directory(basedir).redirectErrorStream(true)
                .redirectOutput(file(logFile))
        builder.environment().put('JAVA_HOME', System.getProperty('java.home'))
        builder.environment().put('MAVEN_OPTS', '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto')
        return builder.start()
    }

    /** Runs Maven to its end, and asserts how it ended. */
    String maven(String logFile, int expectedExit, String... arguments) {
        def process = startMaven(logFile, arguments)
        assert process.waitFor(600, TimeUnit.SECONDS): "mvn ${arguments.join(' ')} does not end"
        def printed = file(logFile).getText('UTF-8')
        assert process.exitValue() == expectedExit: printed
        return printed
    }

    /** Polls until the condition holds; a build may wait for others that measure, so patience is long. */
    static void eventually(String what, int seconds, Closure<Boolean> condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds)
        while (!condition()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within $seconds s: $what" as Object)
            }
            Thread.sleep(50)
        }
    }

    /** bpfgate's measuring processes that were started in this project's directory. */
    List<ProcessHandle> workers() {
        return ProcessHandle.allProcesses().filter { handle ->
            try {
                def process = Path.of('/proc', handle.pid().toString())
                Files.readString(process.resolve('cmdline')).contains('io.github.bpfgate.worker.WorkerMain') &&
                        Files.readSymbolicLink(process.resolve('cwd')).startsWith(basedir.toPath().toRealPath())
            } catch (IOException ignored) {
                false // it ended meanwhile, or is another user's
            }
        }.toList()
    }

    // ---- the kernel's side

    static Set<String> namespaces() {
        return (new File('/run/netns').list() ?: new String[0]) as Set
    }

    /** Whether there is a bpftool that works with this kernel. */
    static boolean bpftool() {
        try {
            return new ProcessBuilder('bpftool', 'prog', 'show').redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0
        } catch (IOException ignored) {
            return false
        }
    }

    static String loadedPrograms() {
        return new ProcessBuilder('bpftool', 'prog', 'show').redirectErrorStream(true).start().inputStream.text
    }
}

return new Build(binding.variables)
