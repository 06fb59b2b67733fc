package io.github.bpfgate.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What the plugin tells Maven of its goals: the descriptor that is made from their sources.
 *
 * @param goals by which a user calls them
 */
record PluginDescriptor(List<Goal> goals) {

    /** A goal with the parameters that somebody can set. */
    record Goal(String name, String since, String description, List<Parameter> parameters) {

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A parameter.
     *
     * @param property    of the user, such as {@code bpfgate.skip}; empty if there is none
     * @param value       by default; empty if there is none, or the code has it
     * @param required    whether there has to be one
     * @param since       the version
     * @param description in HTML
     */
    record Parameter(String name, String property, String value, boolean required, String since, String description) {
    }

    static PluginDescriptor read() throws Exception {
        Element plugin = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(Path.of("target/classes/META-INF/maven/plugin.xml").toFile()).getDocumentElement();
        List<Goal> goals = new ArrayList<>();
        for (Element mojo : elements(plugin.getElementsByTagName("mojo"))) {
            Element configuration = (Element) mojo.getElementsByTagName("configuration").item(0);
            goals.add(new Goal(text(mojo, "goal"), child(mojo, "since"), child(mojo, "description"), elements(mojo.getElementsByTagName("parameter")).stream()
                    .filter(parameter -> text(parameter, "editable").equals("true"))
                    .map(parameter -> parameter(parameter, configuration)).toList()));
        }
        return new PluginDescriptor(goals);
    }

    private static Parameter parameter(Element parameter, Element configuration) {
        String name = text(parameter, "name");
        Optional<Element> configured = elements(configuration.getElementsByTagName(name)).stream().findFirst();
        return new Parameter(name,
                configured.map(Element::getTextContent).orElse("").replaceAll("^\\$\\{(bpfgate\\.[^}]*)}$", "$1"),
                configured.map(element -> element.getAttribute("default-value")).orElse(""),
                text(parameter, "required").equals("true"), text(parameter, "since"), text(parameter, "description"));
    }

    private static String text(Element parent, String child) {
        return elements(parent.getElementsByTagName(child)).stream().findFirst().map(Element::getTextContent).orElse("");
    }

    /** Of the element itself, and not of one further down. */
    private static String child(Element parent, String child) {
        return elements(parent.getElementsByTagName(child)).stream()
                .filter(element -> element.getParentNode() == parent).findFirst().map(Element::getTextContent).orElse("");
    }

    private static List<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).map(Element.class::cast).toList();
    }

    Set<String> goalNames() {
        return goals.stream().map(Goal::name).collect(Collectors.toSet());
    }

    Stream<Parameter> parameters() {
        return goals.stream().flatMap(goal -> goal.parameters().stream());
    }

    Set<String> parameterNames() {
        return parameters().map(Parameter::name).collect(Collectors.toSet());
    }

    Set<String> properties() {
        return parameters().map(Parameter::property).collect(Collectors.toSet());
    }
}
