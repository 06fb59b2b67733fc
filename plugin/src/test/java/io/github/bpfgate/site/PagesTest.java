package io.github.bpfgate.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.bpfgate.benchmark.RunnableType;
import io.github.bpfgate.benchmark.attach.AttachableType;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Verdict;
import io.github.bpfgate.mojo.BenchmarkParameter;
import io.github.bpfgate.mojo.InputParameter;
import io.github.bpfgate.mojo.RuleParameter;
import io.github.bpfgate.mojo.WorkloadParameter;
import io.github.bpfgate.report.ReportName;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What the site's pages name is there: goals, parameters, elements, metrics, types, pages. */
class PagesTest {

    private static final Pattern GOAL =
            Pattern.compile("(?:[^-\\w.]bpfgate|bpfgate-maven-plugin(?::[\\d.]+(?:-SNAPSHOT)?)?):([a-z][a-z-]*)");
    private static final Pattern PROPERTY = Pattern.compile("-D(bpfgate\\.\\w+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(?:#[^)]*)?\\)");
    private static final Pattern ELEMENT = Pattern.compile("</?(\\w+)>.*");

    private static PluginDescriptor plugin;

    static Stream<Page> pages() throws Exception {
        return Page.all();
    }

    @BeforeAll
    static void readTheDescriptor() throws Exception {
        plugin = PluginDescriptor.read();
        assertThat(plugin.goalNames()).contains("compile", "benchmark", "check");
    }

    private static Set<String> elementsOf(Class<?> parameter) {
        return Arrays.stream(parameter.getDeclaredFields()).filter(field -> !Modifier.isStatic(field.getModifiers()))
                .map(java.lang.reflect.Field::getName).collect(Collectors.toSet());
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>(plugin.parameterNames());
        known.addAll(Set.of("benchmark", "rule"));
        Stream.of(BenchmarkParameter.class, InputParameter.class, WorkloadParameter.class, RuleParameter.class)
                .forEach(parameter -> known.addAll(elementsOf(parameter)));
        return known;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_goal_is_one(Page page) {
        assertThat(plugin.goalNames()).containsAll(page.found(GOAL));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_property_belongs_to_a_parameter(Page page) {
        assertThat(plugin.properties()).containsAll(page.found(PROPERTY));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_element_named_in_a_sentence_is_one(Page page) {
        List<String> named = page.inlineCode().stream().map(ELEMENT::matcher).filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1)).toList();

        assertThat(known()).containsAll(named);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_configuration_has_elements_that_a_goal_reads(Page page) throws Exception {
        for (String block : page.blocks("xml")) {
            Element root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(
                    ("<page>" + block + "</page>").getBytes(StandardCharsets.UTF_8))).getDocumentElement();
            known(root, "configuration", plugin.parameterNames());
            known(root, "benchmark", elementsOf(BenchmarkParameter.class));
            known(root, "input", elementsOf(InputParameter.class));
            known(root, "workload", elementsOf(WorkloadParameter.class));
            known(root, "rule", elementsOf(RuleParameter.class));
            assertThat(Set.of("benchmark")).containsAll(children(root, "benchmarks"));
            assertThat(Set.of("rule")).containsAll(children(root, "rules"));
            assertThat(plugin.goalNames()).containsAll(texts(root, "goal")).containsAll(texts(root, "report"));
            assertThat(texts(root, "metric")).allMatch(metric -> MetricName.of(metric).isPresent());
        }
    }

    private static void known(Element root, String element, Set<String> names) {
        assertThat(names).containsAll(children(root, element));
    }

    private static Collection<String> children(Element root, String element) {
        return elements(root.getElementsByTagName(element)).flatMap(found -> elements(found.getChildNodes()))
                .map(Node::getNodeName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> texts(Element root, String element) {
        return elements(root.getElementsByTagName(element)).map(Node::getTextContent).toList();
    }

    private static Stream<Node> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item)
                .filter(node -> node.getNodeType() == Node.ELEMENT_NODE);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_link_leads_to_a_page_and_the_menu_to_this_one(Page page) throws Exception {
        Set<String> there = Page.all().map(other -> other.name() + ".html").collect(Collectors.toSet());
        there.add("plugin-info.html");

        assertThat(there).containsAll(page.found(LINK));
        assertThat(Files.readString(Page.SITE.resolve("site.xml"))).contains("href=\"" + page.name() + ".html\"");
    }

    @ParameterizedTest
    @EnumSource
    void every_metric_is_explained(MetricName metric) {
        assertThat(Page.named("counts").text()).containsPattern("(?m)^\\| .*`" + metric + "`.* \\|$");
    }

    @ParameterizedTest
    @EnumSource
    void every_report_is_listed_with_its_file(ReportName report) {
        String file = report.format().map(format -> format.fileName()).orElse("results.json");

        assertThat(Page.named("reports").text()).contains("| `" + report + "` | `" + file + "` |");
    }

    @ParameterizedTest
    @EnumSource
    void every_type_with_a_test_run_is_listed_with_what_it_is_run_on(RunnableType type) {
        assertThat(rowsOf(type.kernelName())).anyMatch(row -> row.contains(type.inputName()));
    }

    @ParameterizedTest
    @EnumSource
    void every_type_that_is_attached_is_listed(AttachableType type) {
        assertThat(rowsOf("[\\w, ]*" + type.title() + "[\\w, ]*"))
                .anyMatch(row -> !row.contains("packets") && !row.contains("context"));
    }

    private static List<String> rowsOf(String type) {
        return Page.named("program-types").text().lines().filter(line -> line.matches("\\| " + type + " \\|.*"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void every_verdict_is_explained(Verdict verdict) {
        assertThat(Page.named("index").text()).containsPattern("(?m)^\\| .*`" + verdict + "`.* \\|$");
    }

    @Test
    void recipes_for_a_ci_are_yaml_with_jobs_that_run_maven() throws Exception {
        List<String> recipes = Page.named("ci").blocks("yaml");

        assertThat(recipes).hasSizeGreaterThan(2);
        for (String recipe : recipes) {
            JsonNode read = new YAMLMapper().readTree(recipe);
            assertThat(read.isContainerNode()).isTrue();
            if (!read.isArray()) {
                assertThat(read.findValuesAsText("run").toString() + read.findValues("script")).contains("mvn ");
            }
        }
    }
}
