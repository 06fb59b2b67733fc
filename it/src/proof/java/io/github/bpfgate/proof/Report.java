package io.github.bpfgate.proof;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * All that is known so far; what {@code proof.json} holds.
 *
 * @param schema      of the file
 * @param complete    whether every section was run
 * @param environment where it was measured, by name
 * @param counts      what was asked for, by name
 * @param rows        of the gates
 * @param effects     calibrated
 * @param builds      timed
 * @param exactCosts  of exact metrics, for programs of all kinds and of each
 * @param sections    wall time in seconds, by title
 * @param notes       what a reader should know
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Report(int schema, boolean complete, Map<String, String> environment, Map<String, Integer> counts,
        List<Row> rows, List<Effect> effects, List<PluginCost.Builds> builds, List<ExactCost.Costs> exactCosts,
        Map<String, Double> sections, List<String> notes) {

    static final int SCHEMA = 1;
}
