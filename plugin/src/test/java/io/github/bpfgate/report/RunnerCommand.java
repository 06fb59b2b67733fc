package io.github.bpfgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;

/** A line of a log as the runner of GitHub Actions takes it apart: two colons, name, properties, two colons, data. */
record RunnerCommand(String name, Map<String, String> properties, String data) {

    static RunnerCommand parse(String line) {
        assertThat(line).startsWith("::").doesNotContain("\n", "\r");
        int end = line.indexOf("::", 2);
        assertThat(end).as("the end of the properties").isPositive();
        String head = line.substring(2, end);
        int blank = head.indexOf(' ');
        Map<String, String> properties = new LinkedHashMap<>();
        for (String property : head.substring(blank + 1).trim().split(",")) {
            String[] pair = property.split("=", 2);
            properties.put(pair[0], pair[1].replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":")
                    .replace("%2C", ",").replace("%25", "%"));
        }
        return new RunnerCommand(head.substring(0, blank), properties,
                line.substring(end + 2).replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%"));
    }
}
