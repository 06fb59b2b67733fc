package io.github.bpfgate.clang;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What to compile, how, and into which directory. Relative paths are resolved against the project directory.
 *
 * @param sourceDirectory every {@code *.bpf.c} at or below it is compiled; the first directory searched for headers
 * @param includeDirectories searched for headers next, in this order
 * @param compilerArgs the user's own flags, put after the plugin's so that they win; relative paths in them start at
 *     the project directory, where clang is run
 * @param outputDirectory takes the objects; belongs to this source directory alone, since an object of another source
 *     counts as left over and is deleted
 * @param clang as {@link ClangChoice#choose} takes it
 * @param btf the file a {@code vmlinux.h} is made of; empty for the running kernel's BTF
 * @param pluginVersion a change of it recompiles everything
 * @param projectDirectory its path is kept out of the objects
 * @param benchDirectory every {@code *.bench.bpf.c} at or below it is compiled as well; empty for none
 */
public record CompileRequest(
        Path sourceDirectory,
        List<Path> includeDirectories,
        List<String> compilerArgs,
        Path outputDirectory,
        Optional<String> clang,
        Optional<Path> btf,
        String pluginVersion,
        Path projectDirectory,
        Optional<Path> benchDirectory) {

    public CompileRequest {
        projectDirectory = projectDirectory.toAbsolutePath().normalize();
        Path root = projectDirectory;
        sourceDirectory = root.resolve(sourceDirectory).normalize();
        outputDirectory = root.resolve(outputDirectory).normalize();
        includeDirectories = includeDirectories.stream()
                .map(directory -> root.resolve(directory).normalize())
                .toList();
        compilerArgs = List.copyOf(compilerArgs);
        clang = clang.map(name -> name.contains("/") ? root.resolve(name).toString() : name);
        btf = btf.map(file -> root.resolve(file).normalize());
        benchDirectory = benchDirectory.map(directory -> root.resolve(directory).normalize());
    }

    /** Without benchmarks of functions. */
    public CompileRequest(Path sourceDirectory, List<Path> includeDirectories, List<String> compilerArgs,
            Path outputDirectory, Optional<String> clang, Optional<Path> btf, String pluginVersion,
            Path projectDirectory) {
        this(sourceDirectory, includeDirectories, compilerArgs, outputDirectory, clang, btf, pluginVersion,
                projectDirectory, Optional.empty());
    }

    /** Where headers are put that the sources lack. */
    Path generatedHeaders() {
        return outputDirectory.resolve("include");
    }

    /**
     * The same compilation of files that lie elsewhere.
     *
     * @param moved gives each directory's other place
     */
    public CompileRequest movedTo(UnaryOperator<Path> moved, Path otherOutputDirectory) {
        Path project = moved.apply(projectDirectory);
        return new CompileRequest(moved.apply(sourceDirectory), includeDirectories.stream().map(moved).toList(),
                compilerArgs.stream().map(arg -> arg.replace(projectDirectory.toString(), project.toString())).toList(),
                otherOutputDirectory, clang, btf, pluginVersion, project, benchDirectory.map(moved));
    }

    /** The path as clang gets to see it: relative below the project, so that clones elsewhere give equal objects. */
    String shown(Path path) {
        if (!path.startsWith(projectDirectory)) {
            return path.toString();
        }
        return path.equals(projectDirectory) ? "." : projectDirectory.relativize(path).toString();
    }
}
