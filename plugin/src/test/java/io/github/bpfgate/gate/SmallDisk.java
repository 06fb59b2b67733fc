package io.github.bpfgate.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/** A file system of 64 KiB, so that a test can fill it; gone when closed. */
public final class SmallDisk implements AutoCloseable {

    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /**
     * Mounts it, or aborts the test if this user may not.
     *
     * @param directory is made
     */
    public static SmallDisk mounted(Path directory) throws IOException {
        Files.createDirectories(directory);
        if (!succeeds("mount", "-t", "tmpfs", "-o", "size=64k", "bpfgate-test", directory.toString())) {
            throw new TestAbortedException("mounting a tmpfs is not permitted here, and a full disk needs one");
        }
        return new SmallDisk(directory);
    }

    public Path directory() {
        return directory;
    }

    /** Whether that worked. */
    public boolean makeReadOnly() throws IOException {
        return succeeds("mount", "-o", "remount,ro", directory.toString());
    }

    @Override
    public void close() throws IOException {
        if (!succeeds("umount", directory.toString())) {
            throw new IOException("cannot unmount " + directory);
        }
    }

    private static boolean succeeds(String... command) throws IOException {
        try {
            Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            // No such command: as good as not permitted.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted during " + command[0], e);
        }
    }
}
