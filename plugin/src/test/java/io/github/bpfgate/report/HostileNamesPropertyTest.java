package io.github.bpfgate.report;

import static io.github.bpfgate.gate.HandMadeResults.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.Counts;
import io.github.bpfgate.gate.HandMadeResults;
import io.github.bpfgate.gate.Judge;
import io.github.bpfgate.gate.LineResult;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.Rules;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.csv.CSVRecord;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.w3c.dom.Element;

/** Names, reasons and lines that hold whatever a POM, a packet or a source can hold, read back by other programs. */
class HostileNamesPropertyTest {

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> pieces = Arbitraries.of("/", "..", "../../etc/passwd", "\u0000", "\u0001", "\u001B[31m", "\t",
                "\n", "\r\n", "\u007F", "\u0085", "\u2028", "\uFFFE", "\uFFFF", "\"", "'", "<script>alert(1)</script>",
                "<", ">", "&", "&amp;", "]]>", "<!--", "|", "\\", "\\|", "`", "```", "~~~~", "*", "_", "**x**", "[a](b)",
                "![i](j)", "#", "1. ", "- ", "> ", "---", "===", "http://x.example/", "=1+1", "+1", "-1", "@SUM(A1)", ",",
                ";", "::", "::error::", "%", "%0A", "%25", ":", "file=x,line=1", "\uD83D\uDE00",
                "\uD83D", "\uDE00", "é", "漢字", "\u202E", "\u200B", "\uFEFF", " ", "  ", "a", "xdp", "$x$", "{{y}}");
        return Arbitraries.oneOf(pieces.list().ofMinSize(1).ofMaxSize(12).map(list -> String.join("", list)),
                Arbitraries.strings().all().ofMinLength(1).ofMaxLength(40),
                Arbitraries.strings().withChars("<\"a\uD83D/\n").ofLength(500));
    }

    /** One that regressed, with a name, a reason and a source line of that text. */
    private static ReportInput input(String text) {
        LineResult grown = line(7, text, 9, 3.0);
        BenchmarkResult r = HandMadeResults.with(HandMadeResults.confirmed(text, 100, HandMadeResults.around(10, 1, 20),
                HandMadeResults.around(10, 1, 20)), HandMadeResults.instructions(9, 3),
                Counts.of(null, Map.of(), List.of(grown), null));
        BenchmarkResult named = new BenchmarkResult(r.name(), text, text, r.objectSha256(), text, r.method(),
                r.sampling(), r.metrics(), r.comparison(), r.reference(), r.baselineSha256(), r.packets(), r.counts(),
                null, null, List.of(), List.of(), List.of(text));
        Results judged = new Judge(new Rules(Rules.standard(), Map.of())).judge(HandMadeResults.of(named,
                HandMadeResults.notRun(text, text), HandMadeResults.alone("plain", Reference.NOTHING, 50, 51)));
        return new ReportInput(judged, text, SampleReports.SOURCES);
    }

    /** What XML 1.0 cannot hold, and what a reader would take from an attribute, is shown by another character. */
    private static String inAttribute(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> shown.appendCodePoint(c < 0x20 ? 0x2400 + c
                : Character.isBmpCodePoint(c) && Character.isSurrogate((char) c) || c == 0xFFFE || c == 0xFFFF ? 0xFFFD
                : c));
        return shown.toString();
    }

    @Property(tries = 100)
    void junit_gives_the_name_back(@ForAll("hostile") String name) throws Exception {
        String xml = new JUnitReport().render(input(name));

        Element suite = OtherReaders.junit(xml).getDocumentElement();
        assertThat(suite.getAttribute("name")).isEqualTo(inAttribute(name));
        Element test = (Element) suite.getElementsByTagName("testcase").item(0);
        assertThat(test.getAttribute("name")).isEqualTo(inAttribute(name));
        assertThat(OtherReaders.surefire(xml).getNumberOfFailures()).isEqualTo(1);
    }

    @Property(tries = 100)
    void json_formats_give_the_name_back(@ForAll("hostile") String name) throws Exception {
        ReportInput input = input(name);

        assertThat(OtherReaders.bencher(new BencherReport().render(input)).fieldNames()).toIterable().contains(name);
        assertThat(OtherReaders.benchmarkAction(new BenchmarkActionReport().render(input)).get(0).get("name").asText())
                .isEqualTo(name + " latency");
        JsonNode sarif = OtherReaders.sarif(new SarifReport().render(input)).at("/runs/0");
        assertThat(sarif.at("/results/0/message/text").asText()).startsWith(name + " REGRESSED: ");
        assertThat(sarif.at("/results/0/locations/0/physicalLocation/region/snippet/text").asText()).isEqualTo(name);
        assertThat(sarif.at("/automationDetails/id").asText()).isEqualTo("bpfgate/" + name + "/");
        assertThat(OtherReaders.codeQuality(new CodeQualityReport().render(input)))
                .anySatisfy(entry -> assertThat(entry.get("description").asText()).startsWith(name + " REGRESSED: "));
    }

    @Property(tries = 100)
    void csv_gives_the_name_back_and_no_cell_is_a_formula(@ForAll("hostile") String name) throws Exception {
        List<CSVRecord> rows = OtherReaders.csv(new CsvReport().render(input(name)));

        for (CSVRecord row : rows) {
            assertThat(row.isConsistent()).isTrue();
            for (String column : List.of("module", "benchmark", "program", "object", "type")) {
                assertThat(row.get(column).strip()).doesNotContainPattern("\\A[=+\\-@\\t\\r]");
            }
        }
        String cell = rows.get(0).get("benchmark");
        assertThat(cell.startsWith("'") && !name.startsWith("'") ? cell.substring(1) : cell).isEqualTo(name);
    }

    @Property(tries = 100)
    void markdown_shows_the_name_and_nothing_of_it_is_markup(@ForAll("hostile") String name) {
        Documents document = new Documents(OtherReaders.markdown(new MarkdownReport().render(input(name))));

        assertThat(document.all(TableBlock.class)).hasSize(2);
        assertThat(document.firstCells()).contains(DisplayText.printable(name).strip());
        for (Class<? extends Node> markup : List.of(HtmlBlock.class, HtmlInline.class, Link.class, Image.class)) {
            assertThat(document.all(markup)).isEmpty();
        }
        assertThat(document.all(FencedCodeBlock.class)).as("the one with the lines").hasSize(1);
    }

    @Property(tries = 100)
    void annotations_are_one_line_each_and_hold_what_was_meant(@ForAll("hostile") String name) {
        List<String> commands = GitHubAnnotations.of(input(name), Set.of(name));

        assertThat(commands).hasSize(4);
        RunnerCommand first = RunnerCommand.parse(commands.get(0));
        assertThat(first.name()).isEqualTo("error");
        assertThat(first.properties()).containsOnlyKeys("file", "line", "title").containsEntry("line", "7")
                .containsEntry("title", "bpfgate: " + DisplayText.printable(name) + " REGRESSED");
        assertThat(first.data()).startsWith(DisplayText.printable(name) + " REGRESSED: latency changed by ");
    }

    @Property(tries = 100)
    void a_hostile_file_name_stays_below_the_root_or_is_no_place(@ForAll("hostile") String name) throws Exception {
        LineResult grown = new LineResult(name, 7, "x", "fun_xdp", 9, 9, 3.0, 3.0);
        BenchmarkResult counted = HandMadeResults.with(HandMadeResults.confirmed("b", 100,
                HandMadeResults.around(10, 1, 20), HandMadeResults.around(10, 1, 20)),
                HandMadeResults.instructions(9, 3), Counts.of(null, Map.of(), List.of(grown), null));
        ReportInput input = new ReportInput(new Judge(new Rules(Rules.standard(), Map.of()))
                .judge(HandMadeResults.of(counted)), "m", SampleReports.SOURCES);

        String uri = OtherReaders.sarif(new SarifReport().render(input))
                .at("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri").asText();
        assertThat(new URI(uri).isAbsolute()).isFalse();
        assertThat(URI.create("file:///repository/").resolve(uri).getPath()).startsWith("/repository/");
        RunnerCommand command = RunnerCommand.parse(GitHubAnnotations.of(input, Set.of("b")).get(0));
        assertThat(command.properties()).containsOnlyKeys("file", "line", "title");
    }
}
