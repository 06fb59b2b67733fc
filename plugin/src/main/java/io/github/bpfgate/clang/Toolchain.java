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
 * @param multiarch where Debian keeps {@code asm/}, which clang looks for only when it compiles for the host
 */
record Toolchain(Clang clang, String targetArch, Optional<Path> multiarch) {

    /** Variables that change what clang does without showing in its command line; the last is of Nix's wrapper. */
    private static final List<String> ENVIRONMENT =
            List.of("CPATH", "C_INCLUDE_PATH", "CCC_OVERRIDE_OPTIONS", "NIX_CFLAGS_COMPILE");

    static Toolchain ofThisMachine(Clang clang) {
        String arch = System.getProperty("os.arch");
        Path headers = Path.of("/usr/include", multiarchName(arch));
        return new Toolchain(
                clang, targetArch(arch), Optional.of(headers).filter(Files::isDirectory));
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

    private static String multiarchName(String osArch) {
        return (osArch.equals("amd64") ? "x86_64" : osArch) + "-linux-gnu";
    }

    /** Every flag but those that name the files; the user's come last. Clang is run in the project directory. */
    List<String> flags(CompileRequest request) {
        List<String> flags = new ArrayList<>(List.of(
                "-O2", "-g", "-target", "bpf", "-mcpu=v3", "-D__TARGET_ARCH_" + targetArch, "-Wall"));
        flags.add("-I" + request.shown(request.sourceDirectory()));
        request.includeDirectories().forEach(directory -> flags.add("-I" + request.shown(directory)));
        multiarch.ifPresent(directory -> flags.addAll(List.of("-idirafter", directory.toString())));
        // BTF joins the compilation directory and the file's name, so both have to be free of this machine's paths;
        // the map alone goes wrong when the path holds "=" and when PWD reaches the directory through a link
        flags.addAll(List.of(
                "-ffile-prefix-map=" + request.projectDirectory() + "=.", "-fdebug-compilation-dir", "."));
        flags.addAll(List.of("-fno-color-diagnostics", "-fmessage-length=0"));
        flags.addAll(request.compilerArgs());
        return List.copyOf(flags);
    }

    /** What distinguishes this compiler, and this plugin, from another that would be called in the same way. */
    SortedMap<String, String> identity(String pluginVersion) throws IOException {
        Path program = clang.executable().toRealPath();
        SortedMap<String, String> identity = new TreeMap<>(Map.of(
                "clang", program.toString(),
                "version", clang.version(),
                "size", Long.toString(Files.size(program)),
                "modified", Files.getLastModifiedTime(program).toString(),
                "plugin", pluginVersion));
        for (String variable : ENVIRONMENT) {
            identity.put(variable, Optional.ofNullable(System.getenv(variable)).orElse(""));
        }
        return identity;
    }
}
