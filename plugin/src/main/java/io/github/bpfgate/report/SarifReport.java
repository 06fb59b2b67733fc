package io.github.bpfgate.report;

import static io.github.bpfgate.report.JsonText.object;

import io.github.bpfgate.gate.Results;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code sarif.json}, SARIF 2.1.0: a result for each limit that was broken, at the line that grew most or else at the
 * program, and a notification for what could not be judged. Files are relative to the root of the repository.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
 */
public final class SarifReport implements ReportFormat {

    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
    private static final String ROOT = "%SRCROOT%";

    @Override
    public String fileName() {
        return "sarif.json";
    }

    @Override
    public String render(ReportInput input) {
        List<Finding> findings = Finding.of(input);
        List<Finding> broken = findings.stream().filter(SarifReport::isBroken).toList();
        Map<Finding, String> accepted = Finding.accepted(input);
        List<String> rules = Stream.concat(broken.stream(), accepted.keySet().stream()).map(Finding::rule).distinct()
                .sorted().toList();
        Map<String, Object> run = object(
                "tool", object("driver", object("name", "bpfgate",
                        "rules", rules.stream().map(SarifReport::rule).toList())),
                // What is uploaded for one module must not take the place of another's.
                "automationDetails", object("id", "bpfgate/" + input.module() + "/"),
                "invocations", List.of(object("executionSuccessful", true, "toolExecutionNotifications",
                        findings.stream().filter(f -> !isBroken(f)).map(SarifReport::notification).toList(),
                        "properties", object("environment", environment(input.judged())))),
                "results", Stream.concat(broken.stream().map(finding -> result(finding, rules)),
                        accepted.entrySet().stream().map(e -> suppressed(result(e.getKey(), rules), e.getValue())))
                        .toList());
        return JsonText.of(object("$schema", SCHEMA, "version", "2.1.0", "runs", List.of(run)));
    }

    private static boolean isBroken(Finding finding) {
        return finding.severity() == Finding.Severity.REGRESSION || finding.severity() == Finding.Severity.WARNING;
    }

    private static Map<String, Object> environment(Results judged) {
        return object("kernel", judged.environment().kernel(), "cpu", String.valueOf(judged.environment().cpu()));
    }

    /** GitHub's code scanning wants all of these. */
    private static Map<String, Object> rule(String name) {
        String metric = name.substring(0, name.lastIndexOf('-'));
        String limit = switch (name.substring(metric.length() + 1)) {
            case "increase" -> " grew by more than its limit allows";
            case "max" -> " is above its maximum";
            default -> " is below its minimum";
        };
        String sentence = "The program's " + metric + limit + ".";
        return object("id", name, "shortDescription", text(sentence), "fullDescription", text(sentence
                        + " Measured by bpfgate, which loads the program into the running kernel."),
                "help", text("Look at the lines it names. If the change is meant, accept it with mvn"
                        + " bpfgate:update-baseline and commit the new baseline."));
    }

    private static Map<String, Object> result(Finding finding, List<String> rules) {
        return object("ruleId", finding.rule(), "ruleIndex", rules.indexOf(finding.rule()),
                "level", finding.severity() == Finding.Severity.REGRESSION ? "error" : "warning",
                "message", text(finding.message()),
                "locations", List.of(location(finding)),
                "relatedLocations", finding.related().stream().map(SarifReport::location).toList(),
                // GitHub looks at the first alone. Neither knows a line, so that code may move.
                "partialFingerprints", object("primaryLocationLineHash", finding.fingerprint(),
                        "bpfgateLimit/v1", finding.fingerprint()));
    }

    private static Map<String, Object> suppressed(Map<String, Object> result, String reason) {
        result.put("suppressions", List.of(object("kind", "external", "status", "accepted", "justification", reason)));
        return result;
    }

    private static Map<String, Object> location(Finding finding) {
        Map<String, Object> location = location(finding.place());
        location.put("logicalLocations", List.of(object("name", finding.result().program(), "kind", "function")));
        return location;
    }

    private static Map<String, Object> location(Place place) {
        Map<String, Object> region = object("startLine", place.line());
        if (!place.text().isEmpty()) {
            region.put("snippet", text(place.text()));
        }
        return object("physicalLocation", object("artifactLocation", object("uri", uri(place.path()),
                "uriBaseId", ROOT), "region", region));
    }

    private static String uri(String path) {
        return Stream.of(path.split("/"))
                .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    private static Map<String, Object> notification(Finding finding) {
        return object("level", finding.severity() == Finding.Severity.FAULT ? "error" : "note",
                "message", text(finding.message()), "locations", List.of(location(finding)));
    }

    private static Map<String, Object> text(String text) {
        return object("text", text);
    }
}
