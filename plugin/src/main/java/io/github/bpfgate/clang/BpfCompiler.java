package io.github.bpfgate.clang;

import io.github.bpfgate.clang.OutputDirectory.Unit;
import io.github.bpfgate.clang.SourceCompiler.Outcome;
import io.github.bpfgate.clang.SourceCompiler.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Compiles the BPF sources of a directory, those only whose object would come out different. */
public final class BpfCompiler {

    private final ClangChoice choice;
    private final KernelTypes types;

    /** @param types for sources that include a {@code vmlinux.h} and bring none along */
    public BpfCompiler(ClangChoice choice, KernelTypes types) {
        this.choice = choice;
        this.types = types;
    }

    /**
     * Brings all objects up to date, with as many clang processes at a time as there are processors, and deletes the
     * objects whose source is gone.
     *
     * @throws CompilationFailedException if clang rejected a source; all sources have been tried by then, and the
     *     rejected ones have no object
     * @throws ClangException if there is no clang that will do, or no BTF to make a {@code vmlinux.h} of, or two sources
     *     would make one object
     * @throws IOException if files cannot be read or written
     * @throws InterruptedException if interrupted; no clang is left running
     */
    public CompileResult compile(CompileRequest request) throws ClangException, IOException, InterruptedException {
        ChosenClang clang = choice.choose(request.clang());
        OutputDirectory output = new OutputDirectory(request.outputDirectory());
        List<Unit> units = output.unitsOf(request);
        List<Path> deleted = output.deleteAllBut(units);
        VmlinuxHeader header = new VmlinuxHeader(request.generatedHeaders(), request.btf(), types);
        boolean stale = header.deleteIfStale();
        if (units.stream().anyMatch(unit -> unit.source().toString().endsWith(OutputDirectory.BENCH_SOURCE))) {
            new BenchHeader(request.generatedHeaders()).provide();
        }
        List<Outcome> outcomes = bringUpToDate(request, clang, output, units);
        List<Unit> lacking = outcomes.stream().filter(Outcome::lacksVmlinux).map(Outcome::unit).toList();
        if (!lacking.isEmpty()) {
            header.generate(request.shown(lacking.get(0).source()));
            outcomes = replaced(outcomes, bringUpToDate(request, clang, output, lacking));
        }

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
                clang,
                lacking.isEmpty() ? Optional.empty() : Optional.of(header.described(stale)));
    }

    private static List<Outcome> replaced(List<Outcome> first, List<Outcome> later) {
        Map<Unit, Outcome> byUnit = new LinkedHashMap<>();
        first.forEach(outcome -> byUnit.put(outcome.unit(), outcome));
        later.forEach(outcome -> byUnit.put(outcome.unit(), outcome));
        return List.copyOf(byUnit.values());
    }

    private static List<Path> objects(List<Outcome> outcomes, State state) {
        return outcomes.stream()
                .filter(outcome -> outcome.state() == state)
                .map(outcome -> outcome.unit().object())
                .sorted()
                .toList();
    }

    private static List<Outcome> bringUpToDate(
            CompileRequest request, ChosenClang clang, OutputDirectory output, List<Unit> units)
            throws IOException, InterruptedException {
        if (units.isEmpty()) {
            return List.of();
        }
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
