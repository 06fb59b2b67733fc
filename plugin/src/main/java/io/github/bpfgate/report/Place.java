package io.github.bpfgate.report;

/**
 * Where a tool should point.
 *
 * @param path as {@link SourceTree#fromRoot} gives it
 * @param line from 1
 * @param text of the line; empty where no line is meant but the file
 */
record Place(String path, int line, String text) {
}
