package io.github.bpfgate.proof;

import io.github.bpfgate.pipeline.CompareStep;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Lays out a local Maven repository that holds the plugin under proof and borrows all else from the user's by symbolic
 * links, so that the user's own is left without an unreleased plugin.
 */
final class BorrowedRepository {

    private static final String GROUP = "io/github/bpfgate";
    private static final String PLUGIN = "bpfgate-maven-plugin";

    private final Settings settings;

    BorrowedRepository(Settings settings) {
        this.settings = settings;
    }

    /** @throws IOException if it cannot be written, or the plugin under proof is no jar */
    void layOut(Path repository) throws IOException {
        Path borrowed = settings.localRepository();
        Path own = repository;
        // Real directories on the way to the group, links beside it.
        for (String step : GROUP.split("/")) {
            Files.createDirectories(own);
            link(borrowed, own, step);
            own = own.resolve(step);
            borrowed = borrowed.resolve(step);
        }
        Path jar = pluginJar();
        String version = settings.version();
        Path plugin = Files.createDirectories(own.resolve(PLUGIN).resolve(version));
        Files.copy(jar, plugin.resolve(PLUGIN + "-" + version + ".jar"), StandardCopyOption.REPLACE_EXISTING);
        copyPom(jar, plugin.resolve(PLUGIN + "-" + version + ".pom"));
        Path parent = Files.createDirectories(own.resolve("bpfgate").resolve(version));
        Files.copy(settings.root().resolve("pom.xml"), parent.resolve("bpfgate-" + version + ".pom"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static void link(Path from, Path to, String except) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(from)) {
            for (Path entry : entries) {
                Path link = to.resolve(entry.getFileName());
                if (!entry.getFileName().toString().equals(except) && Files.notExists(link)) {
                    Files.deleteIfExists(link);
                    Files.createSymbolicLink(link, entry);
                }
            }
        }
    }

    private static Path pluginJar() throws IOException {
        try {
            Path jar = Path.of(CompareStep.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isRegularFile(jar)) {
                return jar;
            }
            throw new IOException("the plugin is in " + jar + ", which is no jar; run the proof by mvn -Pproof verify");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path is made of files", e);
        }
    }

    private static void copyPom(Path jar, Path to) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry pom = zip.getEntry("META-INF/maven/io.github.bpfgate/" + PLUGIN + "/pom.xml");
            if (pom == null) {
                throw new IOException(jar + " holds no POM");
            }
            try (InputStream in = zip.getInputStream(pom)) {
                Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
