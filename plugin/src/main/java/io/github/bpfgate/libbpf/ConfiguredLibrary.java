package io.github.bpfgate.libbpf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A library that the POM or a property names: it is loaded only if nobody but root could have put it there, for the
 * process that loads it has privileges that whoever names it may not have.
 */
final class ConfiguredLibrary {

    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final int STICKY = 01000;

    private ConfiguredLibrary() {
    }

    /**
     * The file behind all links.
     *
     * @throws BpfException if it is not there, or somebody else than root could change it
     */
    static String requireTrusted(String configured) {
        try {
            Path file = Path.of(configured).toRealPath();
            for (Path part = file; part != null; part = part.getParent()) {
                int owner = (int) Files.getAttribute(part, "unix:uid");
                int mode = (int) Files.getAttribute(part, "unix:mode");
                // In a sticky directory nobody can replace what is another's.
                boolean open = (mode & WRITABLE_BY_OTHERS) != 0 && !(Files.isDirectory(part) && (mode & STICKY) != 0);
                if (owner != 0 || open) {
                    throw new BpfException("The configured libbpf " + configured + " is not loaded, for others than"
                            + " root could change it: " + part + (open ? " is writable by its group or by all."
                            : " does not belong to root.") + " Install it where only root writes, say: sudo install"
                            + " -D -m 644 " + configured + " /usr/local/lib/bpfgate/libbpf.so.1", 0);
                }
            }
            return file.toString();
        } catch (IOException e) {
            throw new BpfException("The configured libbpf " + configured + " is not there or is no libbpf 1.x."
                    + " Correct <libbpf>, or drop it to use the system's.", 0);
        }
    }
}
