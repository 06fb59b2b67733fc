package io.github.bpfgate.report;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the files are that the compiler's notes name, as those see it who look at the repository and not at the module.
 *
 * @param module what relative names are relative to
 * @param root   the repository's working tree, or what a CI checked out
 */
public record SourceTree(Path module, Path root) {

    /** Both absolute, so that one can be found in the other. */
    public SourceTree {
        module = module.toAbsolutePath().normalize();
        root = root.toAbsolutePath().normalize();
    }

    /** Of a module in the working tree of git that holds it; without one the module is all there is. */
    public static SourceTree around(Path module) {
        for (Path directory = module.toAbsolutePath().normalize(); directory != null; directory = directory.getParent()) {
            // A file in linked working trees and submodules.
            if (Files.exists(directory.resolve(".git"))) {
                return new SourceTree(module, directory);
            }
        }
        return new SourceTree(module, module);
    }

    /**
     * A file as seen from the root, with slashes.
     *
     * @param file as the compiler noted it: relative to the module, or absolute
     * @return empty for one that lies elsewhere, such as a header of the system
     */
    public Optional<String> fromRoot(String file) {
        try {
            Path path = module.resolve(file).normalize();
            return path.startsWith(root) && !path.equals(root)
                    ? Optional.of(root.relativize(path).toString().replace('\\', '/')) : Optional.empty();
        } catch (InvalidPathException e) {
            // A name with a NUL, say: nothing that could be looked at.
            return Optional.empty();
        }
    }
}
