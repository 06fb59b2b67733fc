package io.github.bpfgate.clang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.bpfgate.gate.SmallDisk;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ClangCacheTest {

    @TempDir
    Path directory;

    private Path cached;
    private Path jar;

    @BeforeEach
    void artifact() throws IOException {
        cached = directory.resolve("cache");
        jar = FakeArtifact.whole().in(directory.resolve("tiny.jar"));
    }

    @Test
    void what_compiling_takes_is_unpacked_and_nothing_else() throws Exception {
        Path program = unpacked();

        assertThat(program).isExecutable().hasFileName("clang");
        assertThat(program.getParent().getFileName().toString()).matches("org\\.example-tiny-clang-1\\.2-any-linux-[0-9a-f]{16}");
        assertThat(filesIn(program.getParent())).containsExactlyInAnyOrder(".contents", "clang",
                "lib/clang/20/include/stddef.h");
        assertThat(filesIn(cached).stream().map(name -> name.replaceFirst("/.*", "")).distinct())
                .containsExactlyInAnyOrder(program.getParent().getFileName().toString(),
                        program.getParent().getFileName() + ".lock");
        assertThat(ClangFinder.described(program, ClangFinder.OLDEST).bpfTarget()).isTrue();
    }

    @Test
    void libraries_are_found_by_the_name_the_loader_has_for_them() throws Exception {
        Path library = directory.resolve("libLLVM.so");
        gcc("-shared", "-Wl,-soname,libLLVM.so.20.1", "-o", library.toString(), "-x", "c", "/dev/null");
        jar = FakeArtifact.whole().with(FakeArtifact.FOLDER + "libLLVM.so", Files.readAllBytes(library))
                .with(FakeArtifact.FOLDER + "libclang-cpp.so", "no ELF file").in(jar);

        Path home = unpacked().getParent();

        assertThat(home.resolve("libLLVM.so.20.1")).isSymbolicLink().hasSameBinaryContentAs(library);
        assertThat(home.resolve("libclang-cpp.so")).content().isEqualTo("no ELF file");
    }

    @Test
    void it_is_unpacked_once_and_again_for_other_contents() throws Exception {
        Path first = unpacked();
        Object written = Files.getLastModifiedTime(first.getParent());

        assertThat(unpacked()).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(first.getParent())).isEqualTo(written);

        FakeArtifact.whole().with(FakeArtifact.FOLDER + "lib/clang/20/include/float.h", "").in(jar);
        assertThat(unpacked()).isNotEqualTo(first).exists();
        assertThat(first).exists();
    }

    @Test
    void what_a_killed_build_left_or_somebody_deleted_is_unpacked_again() throws Exception {
        Path program = unpacked();
        Path home = program.getParent();
        Path header = home.resolve("lib/clang/20/include/stddef.h");
        Path aside = home.resolveSibling(home.getFileName() + ".unpacking");
        List<Damage> damages = List.of(() -> Files.delete(header), () -> Files.writeString(program, "#!/bin"),
                () -> Files.delete(home.resolve(".contents")), () -> Files.writeString(home.resolve(".contents"), ""),
                () -> Files.move(home, aside));
        for (Damage damage : damages) {
            damage.inflict();

            assertThat(unpacked()).isEqualTo(program).isExecutable();
            assertThat(header).content().isEqualTo("#pragma once\n");
            assertThat(aside).doesNotExist();
        }
    }

    @Test
    @Timeout(60)
    void threads_that_want_it_at_once_unpack_it_once() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Path>> results = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                // each with a cache of its own, as modules of a reactor have
                results.add(threads.submit(() -> unpacked()));
            }
            Object written = Files.getLastModifiedTime(results.get(0).get().getParent());
            for (Future<Path> result : results) {
                assertThat(result.get()).isExecutable();
            }
            assertThat(Files.getLastModifiedTime(results.get(0).get().getParent())).isEqualTo(written);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @Timeout(60)
    void a_build_waits_for_another_process_that_unpacks_and_takes_what_that_one_made() throws Exception {
        Path home = unpacked().getParent();
        Path whole = directory.resolve("whole");
        Files.move(home, whole);
        ProcessBuilder other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp",
                System.getProperty("java.class.path"), LockHolder.class.getName(),
                home.resolveSibling(home.getFileName() + ".lock").toString(), whole.toString(), home.toString());
        Process holder = other.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        assertThat(holder.getInputStream().read()).as("it has the lock").isEqualTo('L');
        Thread waiting = Thread.currentThread();
        Thread watcher = new Thread(() -> release(holder, waiting));
        watcher.setDaemon(true);
        watcher.start();

        assertThat(unpacked()).isExecutable();

        watcher.join();
        assertThat(holder.waitFor()).isZero();
        assertThat(home.resolve("made-by-the-other")).exists();
    }

    /** As soon as the build hangs on the lock, the other may go on; a thread in a native call is RUNNABLE. */
    private static void release(Process holder, Thread waiting) {
        while (Stream.of(waiting.getStackTrace()).noneMatch(frame -> frame.getMethodName().equals("lock")
                && frame.getClassName().contains("FileChannelImpl"))) {
            Thread.onSpinWait();
        }
        try (var input = holder.getOutputStream()) {
            input.write('\n');
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Another build that unpacks: takes the lock, says so, and makes the directory when it is told to. */
    static final class LockHolder {

        public static void main(String[] args) throws IOException {
            try (FileChannel file = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE);
                    FileLock lock = file.lock()) {
                System.out.print(lock.isValid() ? 'L' : '?');
                System.out.flush();
                System.in.read();
                Path made = Files.createFile(Path.of(args[1], "made-by-the-other"));
                Files.writeString(Path.of(args[1], ".contents"),
                        Files.readString(Path.of(args[1], ".contents")) + Files.size(made) + " made-by-the-other\n");
                Files.move(Path.of(args[1]), Path.of(args[2]));
            }
        }
    }

    @Test
    void an_artifact_without_a_clang_is_told_with_one_that_has_it() throws Exception {
        FakeArtifact.whole().without("clang").without("include/llvm/clang").in(jar);

        refused("org.example:tiny-clang:1.2:any-linux (" + jar + ") has no file named clang in it; set <clang> to an"
                + " artifact for Linux that has one, such as " + ClangCoordinates.pinned());
    }

    @Test
    void an_entry_that_leads_out_of_its_folder_is_not_unpacked() throws Exception {
        String evil = "lib/clang/20/include/../../../../../evil.h";
        FakeArtifact.whole().with(FakeArtifact.FOLDER + evil, "int evil;\n").in(jar);

        refused("org.example:tiny-clang:1.2:any-linux (" + jar + ") has an entry that leads out of its folder, " + evil
                + ", and was not unpacked; whoever made it meant harm: delete it and take another");
        assertThat(filesIn(directory)).noneMatch(name -> name.contains("evil"));
    }

    @Test
    void a_jar_that_is_damaged_is_told_to_be_deleted() throws Exception {
        byte[] whole = Files.readAllBytes(jar);
        for (int length : new int[] {0, 30, whole.length - 10}) {
            Files.write(jar, Arrays.copyOf(whole, length));

            assertThatExceptionOfType(ClangException.class).as("%d bytes", length).isThrownBy(this::unpacked)
                    .withMessageStartingWith(jar + ", which should have a clang in it, is damaged (")
                    .withMessageEndingWith("); delete it, and the next build fetches it again");
        }
    }

    @Test
    void a_cache_in_whose_way_a_file_is_is_told_with_the_parameter_that_moves_it() throws Exception {
        Files.writeString(cached, "in the way");

        refused("The clang of org.example:tiny-clang:1.2:any-linux cannot be unpacked into " + cached
                + " (FileAlreadyExistsException: " + cached + "); mend that, or name another directory by"
                + " <cacheDirectory>");
    }

    @Test
    void a_read_only_cache_serves_what_it_has_and_takes_nothing_in() throws Exception {
        try (SmallDisk disk = SmallDisk.mounted(cached)) {
            Path program = unpacked();
            Assumptions.assumeTrue(disk.makeReadOnly(), "remounting is not permitted here");

            assertThat(unpacked()).isEqualTo(program);

            FakeArtifact.whole().with(FakeArtifact.FOLDER + "lib/clang/20/include/float.h", "").in(jar);
            assertThatExceptionOfType(ClangException.class).isThrownBy(this::unpacked)
                    .withMessageContaining("cannot be unpacked into " + cached + " (FileSystemException: ")
                    .withMessageContaining("Read-only file system); mend that, or name another directory by");
        }
    }

    @Test
    void the_cache_is_where_the_user_wants_caches_to_be() {
        assertThat(ClangCache.usualDirectory(Optional.of("/var/cache/u"), "/home/u")).hasToString("/var/cache/u/bpfgate");
        assertThat(ClangCache.usualDirectory(Optional.empty(), "/home/u")).hasToString("/home/u/.cache/bpfgate");
        assertThat(ClangCache.usualDirectory(Optional.of(""), "/home/u")).hasToString("/home/u/.cache/bpfgate");
        assertThat(ClangCache.usualDirectory(Optional.of("caches"), "/home/u")).hasToString("/home/u/.cache/bpfgate");
    }

    private interface Damage {
        void inflict() throws IOException;
    }

    private Path unpacked() throws ClangException {
        return new ClangCache(cached).unpacked(new ClangJar(jar, FakeArtifact.COORDINATES));
    }

    private void refused(String sentence) {
        assertThatExceptionOfType(ClangException.class).isThrownBy(this::unpacked).withMessage(sentence);
    }

    private static List<String> filesIn(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).map(file -> root.relativize(file).toString()).toList();
        }
    }

    private static void gcc(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("gcc"));
        command.addAll(List.of(arguments));
        try {
            assertThat(new ProcessBuilder(command).inheritIO().redirectInput(new File("/dev/null")).start().waitFor())
                    .isZero();
        } catch (IOException e) {
            Assumptions.abort("no gcc to build a library with: " + e.getMessage());
        }
    }
}
