package io.github.bpfgate.pipeline;

import io.github.bpfgate.baseline.BaselineEntry;
import java.util.List;
import java.util.Map;

/**
 * What candidates are judged against, ready to be measured.
 *
 * @param entries by benchmark name
 * @param objects those that the entries name
 * @param others  objects without entries, of which programs are found by object and name
 * @param lacking why a program has nothing to be compared with; empty where that is not stored
 */
record JudgedAgainst(Map<String, BaselineEntry> entries, List<NamedObject> objects, List<NamedObject> others,
        String lacking) {
}
