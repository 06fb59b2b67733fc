package io.github.bpfgate.clang;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A clang together with what it has to be told about the machine it compiles for.
 *
 * @param targetArch the ending of {@code __TARGET_ARCH_…}, by which libbpf's bpf_tracing.h picks register names
 * @param headers directories of the system's headers that clang does not search by itself
 */
record Toolchain(ChosenClang chosen, String targetArch, List<Path> headers) {

    /** Variables that change what clang does without showing in its command line; the last is of Nix's wrapper. */
    private static final List<String> ENVIRONMENT =
            List.of("CPATH", "C_INCLUDE_PATH", "CCC_OVERRIDE_OPTIONS", "NIX_CFLAGS_COMPILE");

    static Toolchain ofThisMachine(ChosenClang chosen) {
        return new Toolchain(chosen, targetArch(System.getProperty("os.arch")), new SystemHeaders().unsearched());
    }

    /** The name libbpf's bpf_tracing.h has for what Java calls {@code osArch}. */
    static String targetArch(String osArch) {
        return switch (osArch) {
            case "amd64", "x86_64", "x86", "i386", "i686" -> "x86";
            case "aarch64" -> "arm64";
            case "s390x" -> "s390";
            case "ppc64", "ppc64le" -> "powerpc";
            case "riscv64" -> "riscv";
            case "mips64", "mips64el" -> "mips";
            case "sparcv9" -> "sparc";
            case "loongarch64" -> "loongarch";
            default -> osArch;
        };
    }

    Clang clang() {
        return chosen.clang();
    }

    /** Every flag but those that name the files; the user's come last. Clang is run in the project directory. */
    List<String> flags(CompileRequest request) {
        List<String> flags = new ArrayList<>(List.of(
                "-O2", "-g", "-target", "bpf", "-mcpu=v3", "-D__TARGET_ARCH_" + targetArch, "-Wall"));
        flags.add("-I" + request.shown(request.sourceDirectory()));
        request.includeDirectories().forEach(directory -> flags.add("-I" + request.shown(directory)));
        headers.forEach(directory -> flags.addAll(List.of("-idirafter", directory.toString())));
        flags.addAll(List.of("-idirafter", request.shown(request.generatedHeaders())));
        // BTF joins the compilation directory and the file's name, so both have to be free of this machine's paths;
        // the map alone goes wrong when the path holds "=" and when PWD reaches the directory through a link
        flags.addAll(List.of(
                "-ffile-prefix-map=" + request.projectDirectory() + "=.", "-fdebug-compilation-dir", "."));
        // the same clang lies elsewhere for another user
        chosen.unpacked().ifPresent(directory -> flags.add("-ffile-prefix-map=" + directory + "=clang"));
        flags.addAll(List.of("-fno-color-diagnostics", "-fmessage-length=0"));
        flags.addAll(request.compilerArgs());
        return List.copyOf(flags);
    }

    /** What distinguishes this compiler, and this plugin, from another that would be called in the same way. */
    SortedMap<String, String> identity(String pluginVersion) throws IOException {
        Path program = clang().executable().toRealPath();
        SortedMap<String, String> identity = new TreeMap<>(Map.of(
                "clang", program.toString(),
                "version", clang().version(),
                "size", Long.toString(Files.size(program)),
                "modified", Files.getLastModifiedTime(program).toString(),
                "plugin", pluginVersion));
        for (String variable : ENVIRONMENT) {
            identity.put(variable, Optional.ofNullable(System.getenv(variable)).orElse(""));
        }
        return identity;
    }
}
