package io.github.bpfgate.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers what the sections find. */
final class Ledger {

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, Integer> counts;
    private final List<Contest> contests = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final List<PluginCost.Builds> builds = new ArrayList<>();
    private final List<ExactCost.Costs> exactCosts = new ArrayList<>();
    private final Map<String, Double> sections = new LinkedHashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private boolean complete;

    Ledger(Map<String, Integer> counts) {
        this.counts = counts;
    }

    void environment(String name, String value) {
        environment.put(name, value);
    }

    void add(List<Contest> more) {
        contests.addAll(more);
    }

    void addEffects(List<Effect> more) {
        effects.addAll(more);
    }

    void add(PluginCost.Builds more) {
        builds.add(more);
    }

    void addExactCosts(List<ExactCost.Costs> more) {
        exactCosts.addAll(more);
    }

    void sectionTook(String title, double seconds) {
        sections.put(title, seconds);
    }

    void note(String text) {
        notes.add(text);
    }

    void complete() {
        complete = true;
    }

    Report report() {
        return new Report(Report.SCHEMA, complete, new LinkedHashMap<>(environment), counts,
                contests.stream().map(Contest::row).toList(), List.copyOf(effects), List.copyOf(builds),
                List.copyOf(exactCosts), new LinkedHashMap<>(sections), List.copyOf(notes));
    }
}
