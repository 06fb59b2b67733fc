package io.github.bpfgate.clang;

import io.github.bpfgate.clang.OutputDirectory.Unit;
import io.github.bpfgate.clang.SourceCompiler.Outcome;
import io.github.bpfgate.clang.SourceCompiler.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Compiles the BPF sources of a directory, those only whose object would come out different. */
public final class BpfCompiler {

    private final ClangFinder finder;

    public BpfCompiler() {
        this(new ClangFinder());
    }

    public BpfCompiler(ClangFinder finder) {
        this.finder = finder;
    }

    /**
     * Brings all objects up to date, with as many clang processes at a time as there are processors, and deletes the
     * objects whose source is gone.
     *
     * @throws CompilationFailedException if clang rejected a source; all sources have been tried by then, and the
     *     rejected ones have no object
     * @throws ClangException if there is no clang that will do
     * @throws IOException if files cannot be read or written
     * @throws InterruptedException if interrupted; no clang is left running
     */
    public CompileResult compile(CompileRequest request) throws ClangException, IOException, InterruptedException {
        Clang clang = finder.find(request.clang());
        OutputDirectory output = new OutputDirectory(request.outputDirectory());
        List<Unit> units = output.unitsOf(request.sourceDirectory());
        List<Path> deleted = output.deleteAllBut(units);
        List<Outcome> outcomes = units.isEmpty() ? List.of() : bringUpToDate(request, clang, output, units);

        Set<Diagnostic> diagnostics = new LinkedHashSet<>(); // a header's warning comes once for each source
        outcomes.forEach(outcome -> diagnostics.addAll(outcome.diagnostics()));
        List<Path> failed = outcomes.stream()
                .filter(outcome -> outcome.state() == State.FAILED)
                .map(outcome -> outcome.unit().source())
                .toList();
        if (!failed.isEmpty()) {
            throw new CompilationFailedException(failed, units.size(), List.copyOf(diagnostics));
        }
        return new CompileResult(
                units.stream().map(Unit::object).sorted().toList(),
                objects(outcomes, State.COMPILED),
                objects(outcomes, State.UP_TO_DATE),
                deleted.stream().sorted().toList(),
                List.copyOf(diagnostics),
                clang);
    }

    private static List<Path> objects(List<Outcome> outcomes, State state) {
        return outcomes.stream()
                .filter(outcome -> outcome.state() == state)
                .map(outcome -> outcome.unit().object())
                .sorted()
                .toList();
    }

    private static List<Outcome> bringUpToDate(
            CompileRequest request, Clang clang, OutputDirectory output, List<Unit> units)
            throws IOException, InterruptedException {
        Path aside = output.aside();
        try {
            SourceCompiler compiler = new SourceCompiler(request, Toolchain.ofThisMachine(clang), aside);
            List<Callable<Outcome>> tasks = new ArrayList<>();
            units.forEach(unit -> tasks.add(() -> compiler.bringUpToDate(unit)));
            return inParallel(tasks);
        } finally {
            OutputDirectory.deleteTree(aside);
        }
    }

    private static List<Outcome> inParallel(List<Callable<Outcome>> tasks) throws IOException, InterruptedException {
        int processors = Runtime.getRuntime().availableProcessors();
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(processors, tasks.size()));
        try {
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> future : threads.invokeAll(tasks)) {
                outcomes.add(outcome(future));
            }
            return outcomes;
        } finally {
            // on an interrupt invokeAll has interrupted the tasks; each kills its clang, which takes no time
            threads.shutdownNow();
            threads.awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    private static Outcome outcome(Future<Outcome> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException broken) {
                throw broken;
            }
            throw new IllegalStateException("compiling a source broke", e.getCause());
        }
    }
}
