package io.github.bpfgate.benchmark;

import java.util.List;

/**
 * The exact figures of one benchmark. No verdict, no rule.
 *
 * @param benchmark       its name
 * @param program         the function's name
 * @param object          the candidate's file name
 * @param type            the kernel's name of the type
 * @param method          {@link Method}'s name
 * @param unchanged       whether candidate and baseline are the same work, so that the candidate's figures are both's
 * @param candidate       its figures
 * @param baseline        the stored object's figures; null if there is none, or it is the same work
 * @param warnings        what should make a reader doubt the comparison
 * @param notes           what else a reader should know
 * @param candidateSha256 of the object file
 * @param baselineSha256  of the object file; empty if there is none
 */
public record ExactMeasurement(String benchmark, String program, String object, String type, String method,
        boolean unchanged, ExactFigures candidate, ExactFigures baseline, List<String> warnings, List<String> notes,
        String candidateSha256, String baselineSha256) {
}
