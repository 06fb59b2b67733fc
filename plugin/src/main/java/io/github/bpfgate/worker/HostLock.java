package io.github.bpfgate.worker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Lets one build at a time measure on this host; two at once would measure each other.
 *
 * <p>The kernel drops the lock with the process, however it dies. The file stays.
 */
final class HostLock implements AutoCloseable {

    private final FileChannel channel;
    private final FileLock lock;

    private HostLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the lock, waiting for whoever has it.
     *
     * @param whenBusy is run once before waiting
     * @throws IOException if the file cannot be made or opened
     */
    static HostLock take(Path file, Runnable whenBusy) throws IOException {
        create(file);
        FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        FileLock lock = channel.tryLock();
        if (lock == null) {
            whenBusy.run();
            lock = channel.lock();
        }
        return new HostLock(channel, lock);
    }

    /** World-writable, so that one user's builds wait for another's. */
    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        } catch (FileAlreadyExistsException e) {
            if (Files.isSymbolicLink(file)) {
                throw new IOException(file + " is a symbolic link, which bpfgate does not follow; remove it", e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
