package io.github.bpfgate.clang;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A jar laid out as those with a real clang are, with a script in its place that hands over to the machine's. */
public final class FakeArtifact {

    /** That of the artifact as a test names it in <clang>. */
    public static final ClangCoordinates COORDINATES = new ClangCoordinates("org.example", "tiny-clang", "1.2",
            "any-linux");
    static final String FOLDER = "org/example/llvm/";
    private static final String SCRIPT = """
            #!/bin/sh
            exec clang "$@"
            """;

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    /** With what a jar of LLVM has besides: other tools, other libraries, a directory of that name. */
    public static FakeArtifact whole() throws IOException {
        return new FakeArtifact().with("META-INF/native/clang/resource-config.json", "{}")
                .with(FOLDER + "clang-format", "not needed").with(FOLDER + "libjniLLVM.so", "not needed")
                .with(FOLDER + "include/llvm/clang", "not needed").with(FOLDER + "clang", SCRIPT)
                .with(FOLDER + "lib/clang/20/include/stddef.h", "#pragma once\n");
    }

    public FakeArtifact with(String name, String content) {
        return with(name, content.getBytes(StandardCharsets.UTF_8));
    }

    FakeArtifact with(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    public FakeArtifact without(String name) {
        entries.remove(FOLDER + name);
        return this;
    }

    public Path in(Path jar) throws IOException {
        Files.createDirectories(jar.getParent());
        try (OutputStream file = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return jar;
    }
}
