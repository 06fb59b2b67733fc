package io.github.bpfgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** Reports as programs read them that know nothing of this one. */
final class OtherReaders {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Schema SARIF = schema("/schema/sarif-schema-2.1.0.json");
    private static final Schema BENCHER = schema("schemas/bencher-metric-format.json");
    private static final Schema BENCHMARK_ACTION = schema("schemas/benchmark-action.json");
    private static final Schema CODE_QUALITY = schema("schemas/gitlab-code-quality.json");
    private static final javax.xml.validation.Schema SUREFIRE = surefire();

    private OtherReaders() {
    }

    private static Schema schema(String resource) {
        try (InputStream in = OtherReaders.class.getResourceAsStream(resource)) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(JSON.readTree(in));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static javax.xml.validation.Schema surefire() {
        try {
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(OtherReaders.class.getResource("schemas/surefire-test-report.xsd"));
        } catch (SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode valid(Schema schema, String text) throws IOException {
        JsonNode tree = JSON.readTree(text);
        assertThat(schema.validate(tree)).isEmpty();
        return tree;
    }

    static JsonNode sarif(String text) throws IOException {
        return valid(SARIF, text);
    }

    static JsonNode bencher(String text) throws IOException {
        return valid(BENCHER, text);
    }

    static JsonNode benchmarkAction(String text) throws IOException {
        return valid(BENCHMARK_ACTION, text);
    }

    static JsonNode codeQuality(String text) throws IOException {
        JsonNode entries = valid(CODE_QUALITY, text);
        assertThat(entries).extracting(entry -> entry.get("fingerprint").asText())
                .as("of two with one fingerprint GitLab shows one").doesNotHaveDuplicates();
        return entries;
    }

    static Document junit(String text) throws SAXException, IOException, ParserConfigurationException {
        SUREFIRE.newValidator().validate(new StreamSource(new StringReader(text)));
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** As Surefire's own report reads it. */
    static ReportTestSuite surefire(String text) throws SAXException, IOException, ParserConfigurationException {
        List<ReportTestSuite> suites = new TestSuiteXmlParser(new NullConsoleLogger()).parse(new InputStreamReader(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8));
        assertThat(suites).hasSize(1);
        return suites.get(0);
    }

    static List<CSVRecord> csv(String text) throws IOException {
        try (CSVParser parser = CSVParser.parse(text, CSVFormat.RFC4180.builder().setHeader()
                .setSkipHeaderRecord(true).get())) {
            return parser.getRecords();
        }
    }

    static Node markdown(String text) {
        return Parser.builder().extensions(List.of(TablesExtension.create())).build().parse(text);
    }
}
