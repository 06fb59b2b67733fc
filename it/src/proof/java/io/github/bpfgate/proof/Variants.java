package io.github.bpfgate.proof;

import io.github.bpfgate.clang.BpfCompiler;
import io.github.bpfgate.clang.ClangException;
import io.github.bpfgate.clang.CompileRequest;
import io.github.bpfgate.clang.CompileResult;
import io.github.bpfgate.pipeline.GateException;
import io.github.bpfgate.pipeline.NamedObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compiles the programs of the proof as the plugin compiles a user's, each variant into a directory of its own. */
final class Variants {

    private final Settings settings;
    private String clang = "";

    Variants(Settings settings) {
        this.settings = settings;
    }

    /** One of two equal programs; {@code which} is a or b. */
    NamedObject equal(String which) throws ProofException, InterruptedException {
        return compile(fixture("equal-" + which), "equal-" + which, List.of());
    }

    /** The slowed program of a type, with so many rounds more. */
    NamedObject slow(ProgramType type, int extra) throws ProofException, InterruptedException {
        return compile(source(type), type.label() + "-extra-" + extra, List.of("-DEXTRA=" + extra));
    }

    /** The slowed program without extra rounds, in an object that differs and does the same. */
    NamedObject inert(ProgramType type) throws ProofException, InterruptedException {
        return compile(source(type), type.label() + "-inert",
                List.of("-include", settings.root().resolve("it/src/proof/bpf/inert.h").toString()));
    }

    /** The source of the slowed program of a type. */
    Path source(ProgramType type) {
        return switch (type) {
            case XDP -> fixture("slow");
            case TC -> settings.root().resolve("it/src/proof/bpf/slow-tc.bpf.c");
        };
    }

    /** So many objects of one program each, for timing exact metrics: the same few under many names. */
    List<NamedObject> exact(ExactCost.Kind kind, int count) throws ProofException, InterruptedException {
        List<NamedObject> different = new ArrayList<>();
        switch (kind) {
            case SMALL -> {
                for (String name : List.of("cgroup", "dissect", "encap", "fun_xdp", "socket", "steer", "trim")) {
                    different.add(compile(settings.root().resolve("bpf-fixtures/src/main/bpf/" + name + ".bpf.c"),
                            "exact-" + name, List.of()));
                }
            }
            case KERNEL_TYPES -> different.add(options("kernel-types", "-DKERNEL_TYPES"));
            case LONG -> different.add(options("long", "-DOPTIONS=10"));
        }
        List<NamedObject> objects = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            NamedObject object = different.get(i % different.size());
            objects.add(new NamedObject(kind + "-" + i + "/" + object.name(), object.path()));
        }
        return objects;
    }

    private NamedObject options(String variant, String flag) throws ProofException, InterruptedException {
        return compile(settings.root().resolve("it/src/proof/bpf/options.bpf.c"), "exact-" + variant, List.of(flag));
    }

    /** The compiler's version line; empty before something was compiled. */
    String clang() {
        return clang;
    }

    private Path fixture(String name) {
        return settings.root().resolve("bpf-fixtures/src/broken").resolve(name + ".bpf.c");
    }

    private NamedObject compile(Path source, String variant, List<String> arguments)
            throws ProofException, InterruptedException {
        Path directory = settings.output().resolve("variants").resolve(variant);
        try {
            Path sources = Files.createDirectories(directory.resolve("src"));
            Files.copy(source, sources.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            CompileResult result = new BpfCompiler().compile(new CompileRequest(sources, List.of(), arguments,
                    directory.resolve("bpf"), Optional.empty(), settings.version(), directory));
            clang = result.clang().version();
            return NamedObject.of(result.objects().get(0));
        } catch (IOException | ClangException | GateException e) {
            throw new ProofException("Cannot compile " + source + " as " + variant + ": " + e.getMessage(), e);
        }
    }
}
