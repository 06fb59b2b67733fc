package io.github.bpfgate.libbpf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What /proc tells of a descriptor of this process: {@code /proc/self/fdinfo}. */
public final class FdInfo {

    private FdInfo() {
    }

    /**
     * The number that a line of it has, such as {@code run_cnt} of a program or {@code memlock} of a map.
     *
     * @param field name without colon
     * @return empty if this kernel does not have that line
     * @throws IOException if /proc is not mounted
     */
    public static OptionalLong number(int fd, String field) throws IOException {
        String start = field + ":";
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/fdinfo", Integer.toString(fd)))) {
            return lines.filter(line -> line.startsWith(start))
                    .mapToLong(line -> Long.parseLong(line.substring(start.length()).strip())).findFirst();
        }
    }
}
