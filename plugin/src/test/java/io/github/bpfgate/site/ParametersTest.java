package io.github.bpfgate.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.site.PluginDescriptor.Goal;
import io.github.bpfgate.site.PluginDescriptor.Parameter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The goal pages say of each parameter what somebody needs who sets it. */
class ParametersTest {

    /** Maven's own, that every plugin has. */
    private static final String HELP = "help";

    static Stream<Goal> goals() throws Exception {
        return PluginDescriptor.read().goals().stream().filter(goal -> !goal.name().equals(HELP));
    }

    static Stream<Named<Parameter>> parameters() throws Exception {
        return goals().flatMap(goal -> goal.parameters().stream()
                .map(parameter -> Named.of(goal.name() + " " + parameter.name(), parameter)));
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void a_parameter_has_an_example_of_its_own(Parameter parameter) {
        String text = text(parameter.description());

        assertThat(text.contains("</" + parameter.name() + ">") || !parameter.property().isEmpty()
                && text.contains("-D" + parameter.property())).as(text).isTrue();
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void a_parameter_says_since_when_it_is_there_and_what_holds_without_it(Parameter parameter) {
        assertThat(parameter.since()).isNotEmpty();
        assertThat(parameter.required() || !parameter.value().isEmpty()
                || text(parameter.description()).contains("y default")).as(parameter.description()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("goals")
    void a_goal_says_since_when_it_is_there_and_how_it_is_used(Goal goal) {
        assertThat(goal.since()).isNotEmpty();
        assertThat(text(goal.description())).containsPattern("<(goal|report)>" + goal.name() + "<|mvn \\S*:" + goal.name());
    }

    private static String text(String html) {
        return html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
}
