package io.github.bpfgate.benchmark.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads an input file whole, never more than 64 MiB of it. */
final class InputFile {
    /** In bytes. Ten thousand full Ethernet frames are 15 MB; more than this is a capture nobody cut down. */
    static final int MAX_BYTES = 64 << 20;

    private InputFile() {
    }

    /**
     * @throws InputException when there is no such regular file, or it is empty or above 64 MiB
     * @throws IOException    when it cannot be read
     */
    static byte[] read(Path file) throws InputException, IOException {
        if (!Files.exists(file)) {
            throw new InputException(file + ": there is no such file; correct the path in <input>, which is relative "
                    + "to the module's directory");
        }
        if (!Files.isRegularFile(file)) {
            throw new InputException(file + ": this is not a regular file; name a file in <input>");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new InputException(file + ": the file is larger than 64 MiB; keep a part of it, such as "
                        + "tcpdump -r " + file + " -c 1000 -w part.pcap");
            }
            if (bytes.length == 0) {
                throw new InputException(file + ": the file is empty (it ends at byte 0); write it again");
            }
            return bytes;
        }
    }
}
