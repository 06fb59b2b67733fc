package io.github.bpfgate.libbpf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is mounted where, and whether code may be run from it: {@code /proc/self/mountinfo} (proc(5)). */
record Mounts(List<Mount> mounts) {

    private static final int POINT = 4;
    private static final int OPTIONS = 5;

    /** A mount point with the options of this mount. */
    private record Mount(Path point, List<String> options) {
    }

    static Mounts read() throws IOException {
        return of(Files.readAllLines(Path.of("/proc/self/mountinfo")));
    }

    static Mounts of(List<String> lines) {
        List<Mount> mounts = new ArrayList<>();
        for (String line : lines) {
            String[] fields = line.split(" ");
            // A blank, a tab, a newline and a backslash in a name are written in octal.
            String point = fields[POINT].replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n")
                    .replace("\\134", "\\");
            mounts.add(new Mount(Path.of(point), List.of(fields[OPTIONS].split(","))));
        }
        return new Mounts(mounts);
    }

    /** @param path absolute, without links in it */
    boolean isNoexec(Path path) {
        boolean noexec = false;
        int longest = -1;
        for (Mount mount : mounts) {
            // Of two on one point the later one is on top.
            if (path.startsWith(mount.point()) && mount.point().getNameCount() >= longest) {
                longest = mount.point().getNameCount();
                noexec = mount.options().contains("noexec");
            }
        }
        return noexec;
    }
}
