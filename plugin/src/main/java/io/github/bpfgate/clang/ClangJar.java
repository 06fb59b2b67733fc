package io.github.bpfgate.clang;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An artifact that has a clang in it: in some folder {@code clang}, the two shared libraries it consists of, and its
 * own headers in {@code lib/clang/…/include}. The many other tools and libraries of LLVM stay packed.
 */
record ClangJar(Path file, ClangCoordinates coordinates) {

    /** The name of the program, unpacked. */
    static final String PROGRAM = "clang";

    private static final Pattern NEEDED =
            Pattern.compile("clang|lib(LLVM|clang-cpp)[^/]*\\.so[^/]*|lib/clang/[^/]+/include/.+");
    private static final Pattern LIBRARY = Pattern.compile("[^/]+\\.so[^/]*");

    /**
     * Unpacks what compiling takes.
     *
     * @param directory is there and empty
     * @throws ClangException if it is no jar, or one without a clang
     * @throws IOException if the directory cannot be written to
     */
    void unpack(Path directory) throws ClangException, IOException {
        try (ZipFile jar = open()) {
            String folder = folder(jar);
            for (ZipEntry entry : jar.stream().filter(e -> !e.isDirectory()).toList()) {
                if (entry.getName().startsWith(folder)) {
                    String name = entry.getName().substring(folder.length());
                    if (NEEDED.matcher(name).matches()) {
                        unpack(jar, entry, inside(directory, name));
                    }
                }
            }
        }
        Files.setPosixFilePermissions(directory.resolve(PROGRAM), PosixFilePermissions.fromString("rwxr-xr-x"));
        linkLibraries(directory);
    }

    private ZipFile open() throws ClangException, IOException {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw damaged(e);
        }
    }

    private ClangException damaged(IOException cause) {
        return new ClangException(
                "%s, which should have a clang in it, is damaged (%s); delete it, and the next build fetches it again"
                        .formatted(file, cause.getMessage()),
                cause);
    }

    /** Where clang lies: the shortest such path, for a jar may hold something of that name deeper down. */
    private String folder(ZipFile jar) throws ClangException {
        Optional<String> program = jar.stream()
                .filter(entry -> !entry.isDirectory())
                .map(ZipEntry::getName)
                .filter(name -> name.equals(PROGRAM) || name.endsWith("/" + PROGRAM))
                .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
        return program.map(name -> name.substring(0, name.length() - PROGRAM.length()))
                .orElseThrow(() -> new ClangException(
                        "%s (%s) has no file named clang in it; set <clang> to an artifact for Linux that has one, such as %s"
                                .formatted(coordinates, file, ClangCoordinates.pinned())));
    }

    private Path inside(Path directory, String name) throws ClangException {
        Path target = directory.resolve(name).normalize();
        if (!target.startsWith(directory) || target.equals(directory)) {
            throw new ClangException(
                    "%s (%s) has an entry that leads out of its folder, %s, and was not unpacked; whoever made it meant harm: delete it and take another"
                            .formatted(coordinates, file, name));
        }
        return target;
    }

    private void unpack(ZipFile jar, ZipEntry entry, Path target) throws ClangException, IOException {
        Files.createDirectories(target.getParent());
        try (InputStream content = jar.getInputStream(entry)) {
            Files.copy(content, target);
        } catch (ZipException e) {
            throw damaged(e);
        }
    }

    /** The loader looks for a library by the name it was given when it was linked; a jar holds no links. */
    private static void linkLibraries(Path directory) throws IOException {
        List<Path> libraries = new ArrayList<>();
        try (var files = Files.list(directory)) {
            files.filter(file -> LIBRARY.matcher(file.getFileName().toString()).matches()).forEach(libraries::add);
        }
        for (Path library : libraries) {
            Optional<String> name = ElfFile.read(library).flatMap(ElfFile::soname)
                    .filter(soname -> LIBRARY.matcher(soname).matches());
            if (name.isPresent() && Files.notExists(directory.resolve(name.get()))) {
                Files.createSymbolicLink(directory.resolve(name.get()), library.getFileName());
            }
        }
    }
}
