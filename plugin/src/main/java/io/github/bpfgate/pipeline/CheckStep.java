package io.github.bpfgate.pipeline;

import io.github.bpfgate.baseline.BaselineEntry;
import io.github.bpfgate.gate.Acceptance;
import io.github.bpfgate.gate.AcceptanceException;
import io.github.bpfgate.gate.Acceptances;
import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.GateOutcome;
import io.github.bpfgate.gate.Judge;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Policies;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.ResultsException;
import io.github.bpfgate.gate.ResultsFile;
import io.github.bpfgate.report.FailingBuild;
import io.github.bpfgate.report.ReportName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The goal check: judges the results, writes what people read, and says whether the build goes on. */
public final class CheckStep {

    private final MeasureRequest request;
    private final Policies policies;
    private final ReportRequest reports;
    private final Journal journal;

    public CheckStep(MeasureRequest request, Policies policies, ReportRequest reports, Journal journal) {
        this.request = request;
        this.policies = policies;
        this.reports = reports;
        this.journal = journal;
    }

    /**
     * Judges.
     *
     * @throws GateException if there are no results, or they are of other objects than those built now, or a report
     *                       cannot be written
     */
    public GateOutcome run() throws GateException {
        ResultsFile file = new ResultsFile(request.resultsFile());
        try {
            Results measured = file.read();
            requireFresh(measured);
            Acceptances acceptances = request.acceptances();
            Results judged = new Judge(request.rules(), acceptances).judge(measured);
            file.write(judged);
            GateOutcome outcome = GateOutcome.of(judged, policies);
            List<Acceptance> proposed = acceptances.proposed(outcome.failures());
            request.proposed().write(proposed.isEmpty() ? List.of() : acceptances.with(proposed));
            acceptances.unused(judged).forEach(unused ->
                    journal.warn(request.accepted().path() + " " + unused + ": delete the entry"));
            new Announcement(journal, request.concurrency(),
                    isOwn() ? Optional.of(GateOutcome.STORE) : Optional.empty()).announce(judged, outcome, file.path());
            new ReportStep(reports, request.reportDirectory(), journal).run(judged, outcome);
            return outcome;
        } catch (ResultsException | AcceptanceException e) {
            throw new GateException(e.getMessage(), e);
        }
    }

    /** How the build ends that does not pass. */
    public List<String> ending(GateOutcome outcome) {
        Path report = reports.reports().contains(ReportName.HTML)
                ? request.reportDirectory().resolve(ReportName.HTML.format().orElseThrow().fileName())
                : request.resultsFile();
        // What is not the module's own it cannot store.
        List<String> cures = outcome.cures().stream()
                .filter(cure -> isOwn() || !cure.contains(GateOutcome.STORE)).toList();
        return new FailingBuild(outcome, seenFromHere(report)).inProject(cures,
                new Acceptances(List.of(), request.today()).proposed(outcome.failures()),
                seenFromHere(request.proposed().path()), seenFromHere(request.accepted().path()));
    }

    /** As somebody would write it who started this build. */
    private static Path seenFromHere(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return file.startsWith(here) ? here.relativize(file) : file;
    }

    private boolean isOwn() {
        return request.baseline() instanceof BaselineOrigin.Stored;
    }

    private void requireFresh(Results results) throws GateException, ResultsException {
        boolean nothingRun = request.needsRuns() ? results.benchmarks().stream().allMatch(BenchmarkResult::onlyLoaded)
                : results.benchmarks().isEmpty();
        if (nothingRun && request.failOnNoBenchmarks()) {
            throw new GateException(request.resultsFile() + " holds no benchmark. Run mvn verify again; if the module is"
                    + " to have none, set failOnNoBenchmarks to false.");
        }
        new MadeFrom(request).requireSame(results);
        if (request.baseline() instanceof BaselineOrigin.Sources) {
            // Nothing is stored; that the results are of the same commit is among what they are made from.
            return;
        }
        Map<String, BaselineEntry> stored = new BaselineReader(request).entries();
        for (BenchmarkResult result : results.benchmarks()) {
            if (result.reference() != BenchmarkResult.Reference.NOT_RUN) {
                requireFresh(result, stored.get(result.name()));
            }
        }
        noticeVanished(stored, results);
    }

    /** A program that was renamed or lost its SEC is gated no more, and somebody should know. */
    private void noticeVanished(Map<String, BaselineEntry> stored, Results results) throws GateException {
        List<String> vanished = stored.entrySet().stream()
                .filter(entry -> entry.getValue().holdsOneOf(MetricName.texts(request.metrics())))
                .map(Map.Entry::getKey)
                .filter(name -> results.benchmarks().stream().noneMatch(r -> r.name().equals(name))).toList();
        if (!vanished.isEmpty()) {
            String message = "Stored in the baseline, and not benchmarked any more: " + String.join(", ", vanished)
                    + "." + (isOwn() ? " If that is meant, run " + GateOutcome.STORE + "." : "");
            if (policies.onMissingBaseline() == Policies.Action.FAIL) {
                throw new GateException(message);
            }
            journal.warn(message);
        }
    }

    private void requireFresh(BenchmarkResult result, BaselineEntry stored) throws ResultsException {
        String storedSha256 = stored == null || stored.object() == null ? "" : stored.objectSha256();
        if (!result.baselineSha256().equals(storedSha256)) {
            throw ResultsException.stale(request.resultsFile(),
                    "compares " + result.name() + " with another baseline than the one stored now");
        }
    }
}
