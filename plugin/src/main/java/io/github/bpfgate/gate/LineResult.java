package io.github.bpfgate.gate;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What one source line does per run: means over the packets.
 *
 * @param file                 as the compiler noted it
 * @param line                 from 1
 * @param text                 of the line in the candidate
 * @param function             that holds it
 * @param executions           of the line
 * @param instructions         executed for it
 * @param baselineExecutions   of the baseline's line with this text; 0 if it has none, null if there is no baseline
 * @param baselineInstructions the same
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LineResult(String file, int line, String text, String function, double executions, double instructions,
        Double baselineExecutions, Double baselineInstructions) {

    /** Whether any packet came here. */
    public boolean reached() {
        return instructions > 0;
    }

    /** Instructions more than in the baseline; 0 without one. */
    public double growth() {
        return baselineInstructions == null ? 0 : instructions - baselineInstructions;
    }

    /** The file without its folders. */
    public String fileName() {
        return file.substring(file.lastIndexOf('/') + 1);
    }
}
