package io.github.bpfgate.mojo;

import io.github.bpfgate.benchmark.NearestNames;
import io.github.bpfgate.pipeline.GateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * The elements of {@code <configuration>}: Maven before 3.9 drops one that no goal knows without a word, and a limit
 * that is misspelt would then gate nothing.
 */
final class ConfigurationElements {

    private ConfigurationElements() {
    }

    /**
     * Looks for elements that are a parameter of no goal; those of other goals may stand in a shared configuration.
     *
     * @throws GateException naming the first of them
     */
    static void requireKnown(MojoExecution execution) throws GateException {
        Set<String> known = new TreeSet<>();
        for (MojoDescriptor goal : execution.getMojoDescriptor().getPluginDescriptor().getMojos()) {
            for (Parameter parameter : goal.getParameters()) {
                known.add(parameter.getName());
            }
        }
        for (String name : written(execution)) {
            if (!known.contains(name)) {
                throw new GateException("The configuration of " + execution.getArtifactId()
                        + " has an element that is a parameter of no goal: " + NearestNames.suggest(name, known));
            }
        }
    }

    private static List<String> written(MojoExecution execution) {
        List<String> names = new ArrayList<>();
        Plugin plugin = execution.getPlugin();
        if (plugin != null) {
            addChildren(plugin.getConfiguration(), names);
            PluginExecution own = plugin.getExecutionsAsMap().get(execution.getExecutionId());
            if (own != null) {
                addChildren(own.getConfiguration(), names);
            }
        }
        return names;
    }

    private static void addChildren(Object configuration, List<String> names) {
        if (configuration instanceof Xpp3Dom dom) {
            for (Xpp3Dom child : dom.getChildren()) {
                names.add(child.getName());
            }
        }
    }
}
