package io.github.bpfgate.pipeline;

import io.github.bpfgate.clang.ClangException;
import io.github.bpfgate.clang.CompilationFailedException;
import io.github.bpfgate.clang.CompileRequest;
import io.github.bpfgate.clang.Diagnostic;
import io.github.bpfgate.git.GitException;
import io.github.bpfgate.git.GitRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compiles the sources of another commit as those of now are: by the same compiler, with the same arguments, from files
 * that lie to each other as in the work tree, so that what did not change gives the same bytes.
 */
final class RefObjects {

    private final GitRef ref;
    private final Path directory;

    /** @param directory takes sources and objects */
    RefObjects(GitRef ref, Path directory) {
        this.ref = ref;
        this.directory = directory;
    }

    /**
     * The objects; none if the commit does not have the source directory.
     *
     * @throws GateException if they cannot be compiled
     */
    List<NamedObject> of(BaselineOrigin.Sources origin) throws GateException, InterruptedException {
        Compilation compilation = origin.compilation().orElseThrow(() -> new GateException("-Dbpfgate.baselineRef compiles "
                + ref.describe() + " as the goal compile does the sources of now, which this build did not run. Run"
                + " mvn verify."));
        CompileRequest now = compilation.request();
        Path objects = directory.resolve("objects");
        try {
            Place place = new Place(ref.workTree(), now.projectDirectory().toRealPath(), now.projectDirectory(),
                    directory.resolve("sources"));
            if (!ref.has(place.inTree(now.sourceDirectory()))) {
                return List.of();
            }
            clear(place.root());
            Set<Path> wanted = new LinkedHashSet<>(List.of(place.inTree(now.projectDirectory())));
            List<Path> mapped = new ArrayList<>(now.includeDirectories());
            mapped.add(now.sourceDirectory());
            now.benchDirectory().ifPresent(mapped::add);
            mapped.stream().filter(place::isInTree).map(place::inTree).forEach(wanted::add);
            ref.write(List.copyOf(wanted), place.root());
            if (now.benchDirectory().filter(place::isInTree).isPresent()) {
                // Benchmarks of now may be of functions that the commit does not have yet.
                Files.createDirectories(place.root().resolve(place.inTree(now.benchDirectory().get())));
            }
            // What the commit does not have, as headers made by the build, stays where it is.
            compilation.compiler().compile(now.movedTo(path -> {
                Path there = place.isInTree(path) ? place.root().resolve(place.inTree(path)) : path;
                return Files.exists(there) ? there : path;
            }, objects));
            return NamedObject.below(objects, List.of());
        } catch (CompilationFailedException e) {
            throw new GateException("The sources at " + ref.describe() + " do not compile with this clang and these"
                    + " arguments: " + e.diagnostics().stream().filter(d -> d.severity() == Diagnostic.Severity.ERROR)
                    .map(Diagnostic::describe).findFirst().orElse(e.getMessage()) + ". Choose another"
                    + " -Dbpfgate.baselineRef, or give the compiler what that commit needs.", e);
        } catch (ClangException | GitException e) {
            throw new GateException(e.getMessage(), e);
        } catch (IOException e) {
            throw new GateException("Cannot compile the sources at " + ref.describe() + " in " + directory + ": "
                    + e.getMessage() + ".", e);
        }
    }

    /** Where things are: in the work tree, and below the directory that stands in for its root. */
    private record Place(Path workTree, Path realProject, Path project, Path root) {

        private Path real(Path path) {
            return path.startsWith(project) ? realProject.resolve(project.relativize(path)) : path;
        }

        boolean isInTree(Path path) {
            return real(path).startsWith(workTree);
        }

        Path inTree(Path path) {
            return workTree.relativize(real(path));
        }
    }

    private static void clear(Path root) throws IOException {
        if (Files.isDirectory(root)) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
