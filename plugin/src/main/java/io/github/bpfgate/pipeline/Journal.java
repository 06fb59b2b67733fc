package io.github.bpfgate.pipeline;

/** Where the steps say what they do. */
public interface Journal {

    void info(String line);

    /** A row of a table that may end in a verdict, which is in colour where there is colour. */
    void row(String line);

    void warn(String line);

    void error(String line);

    /** A line for the CI that runs the build, which has to be printed as it is. */
    void command(String line);

    /** Something that is true for a moment: shown where a line can be written over, and nowhere else. */
    void moment(String line);
}
