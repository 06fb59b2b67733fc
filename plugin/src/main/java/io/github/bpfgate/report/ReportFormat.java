package io.github.bpfgate.report;

/** One way to write judged results into a file, for people or for another tool: a pure function of its input. */
public interface ReportFormat {

    /** Below the report directory; may name folders, with slashes. */
    String fileName();

    /** The whole file. What is no well-formed Unicode in it is replaced when it is written. */
    String render(ReportInput input);
}
