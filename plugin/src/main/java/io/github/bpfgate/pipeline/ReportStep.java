package io.github.bpfgate.pipeline;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.GateOutcome;
import io.github.bpfgate.gate.OutputFile;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.history.Commit;
import io.github.bpfgate.history.History;
import io.github.bpfgate.history.HistoryException;
import io.github.bpfgate.history.HistoryFile;
import io.github.bpfgate.history.Trend;
import io.github.bpfgate.report.GitHubAnnotations;
import io.github.bpfgate.report.MarkdownReport;
import io.github.bpfgate.report.ReportFormat;
import io.github.bpfgate.report.ReportInput;
import io.github.bpfgate.report.ReportName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes every report somebody chose and tells the CI, and gives up on none for another's sake. */
final class ReportStep {

    private final ReportRequest request;
    private final Path directory;
    private final Journal journal;
    private final List<String> written = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    /** @param directory that the reports go below */
    ReportStep(ReportRequest request, Path directory, Journal journal) {
        this.request = request;
        this.directory = directory;
        this.journal = journal;
    }

    /**
     * Writes.
     *
     * @throws GateException naming each file that could not be written, after all others were
     */
    void run(Results judged, GateOutcome outcome) throws GateException {
        ReportInput input = new ReportInput(judged, request.module(), request.sources(), trends(judged));
        for (ReportName report : reports()) {
            report.format().ifPresent(format -> write(format, input));
        }
        if (!written.isEmpty()) {
            journal.info("Reports: " + String.join(", ", written));
        }
        if (request.ci() instanceof CiEnvironment.GitHub gitHub) {
            tell(gitHub, input, outcome);
        }
        if (!failed.isEmpty()) {
            throw new GateException(String.join(" ", failed)
                    + " Make room there or correct the permissions, and run mvn verify again.");
        }
    }

    private List<Trend> trends(Results judged) {
        if (request.history().isEmpty()) {
            return List.of();
        }
        try {
            HistoryFile file = new HistoryFile(request.history().get());
            file.append(judged, request.module(), commit(), Instant.now());
            History history = file.read();
            if (history.skipped() > 0) {
                journal.warn(history.skipped() + (history.skipped() == 1 ? " line of " : " lines of ")
                        + request.history().get() + " cannot be read, and no trend has it");
            }
            return history.trends(request.module());
        } catch (HistoryException e) {
            failed.add(e.getMessage());
            return List.of();
        }
    }

    /** Whoever cannot be told it still wants the figures. */
    private Optional<Commit> commit() {
        try {
            return Commit.of(request.sources().module());
        } catch (HistoryException e) {
            journal.warn(e.getMessage());
            return Optional.empty();
        }
    }

    private Set<ReportName> reports() {
        Set<ReportName> reports = EnumSet.of(ReportName.JSON);
        reports.addAll(request.reports());
        if (request.ci() instanceof CiEnvironment.GitLab) {
            reports.add(ReportName.CODE_QUALITY);
        }
        return reports;
    }

    private void write(ReportFormat format, ReportInput input) {
        OutputFile file = new OutputFile(directory.resolve(format.fileName()));
        try {
            file.write(format.render(input));
            written.add(file.path().toString());
        } catch (IOException e) {
            failed(file.path(), e);
        }
    }

    private void failed(Path file, IOException why) {
        failed.add("Cannot write " + file + ": " + why.getMessage() + ".");
    }

    private void tell(CiEnvironment.GitHub gitHub, ReportInput input, GateOutcome outcome) {
        ReportInput seen = new ReportInput(input.judged(), input.module(),
                gitHub.workspace().map(input.sources()::from).orElse(input.sources()));
        Set<String> failures = outcome.failures().stream().map(BenchmarkResult::name).collect(Collectors.toSet());
        GitHubAnnotations.of(seen, failures).forEach(journal::command);
        gitHub.stepSummary().ifPresent(file -> summarise(file, input));
    }

    private void summarise(Path file, ReportInput input) {
        MarkdownReport markdown = new MarkdownReport();
        try {
            if (!new StepSummary(file).append(List.of(markdown.render(input), markdown.tables(input),
                    markdown.summary(input)))) {
                journal.warn("There is no room left in the step's summary (" + file + ")");
            }
        } catch (IOException e) {
            failed(file, e);
        }
    }
}
