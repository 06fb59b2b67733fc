package io.github.bpfgate.clang;

import io.github.bpfgate.fixture.SystemClang;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A project directory with BPF sources for the tests to change and to compile with the real clang. */
record BpfProject(
        Path directory, List<Path> includeDirectories, List<String> compilerArgs, String pluginVersion, Path btf) {

    static final String GOOD = """
            #include <linux/bpf.h>
            #include <bpf/bpf_helpers.h>
            SEC("xdp") int p(struct xdp_md *ctx) { return XDP_PASS; }
            """;

    BpfProject(Path directory) {
        this(directory, List.of(), List.of(), "1", null);
    }

    BpfProject withArgs(String... args) {
        return new BpfProject(directory, includeDirectories, List.of(args), pluginVersion, btf);
    }

    BpfProject withIncludes(Path... directories) {
        return new BpfProject(directory, List.of(directories), compilerArgs, pluginVersion, btf);
    }

    BpfProject withPluginVersion(String version) {
        return new BpfProject(directory, includeDirectories, compilerArgs, version, btf);
    }

    BpfProject withBtf(Path file) {
        return new BpfProject(directory, includeDirectories, compilerArgs, pluginVersion, file);
    }

    /** Writes below the source directory. */
    Path source(String name, String text) throws IOException {
        return write("src/main/bpf/" + name, text);
    }

    Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    Path object(String name) {
        return directory.resolve("target/bpf").resolve(name);
    }

    Path fingerprint(String name) {
        return directory.resolve("target/bpf/.fingerprint").resolve(name + ".json");
    }

    CompileRequest request() {
        return request(null);
    }

    CompileRequest request(String clang) {
        return new CompileRequest(
                Path.of("src/main/bpf"),
                includeDirectories,
                compilerArgs,
                Path.of("target/bpf"),
                Optional.ofNullable(clang),
                Optional.ofNullable(btf),
                pluginVersion,
                directory,
                Optional.of(Path.of("src/test/bpf")));
    }

    CompileResult compile() throws ClangException, IOException, InterruptedException {
        return SystemClang.compiler().compile(request());
    }
}
