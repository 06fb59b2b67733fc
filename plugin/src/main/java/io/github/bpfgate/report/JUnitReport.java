package io.github.bpfgate.report;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.Rule;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code TEST-bpfgate.xml} in Surefire's schema, which every CI reads: a benchmark is a test case, which fails if it
 * regressed, is skipped if it could not be judged, and in error if it could not be run. A warning passes, and is told.
 *
 * @see <a href="https://maven.apache.org/surefire/maven-surefire-plugin/xsd/surefire-test-report.xsd">the schema</a>
 */
public final class JUnitReport implements ReportFormat {

    /** What becomes of a test case that did not pass, by its element. */
    private enum Fate {
        FAILURE, ERROR, SKIPPED
    }

    @Override
    public String fileName() {
        return "TEST-bpfgate.xml";
    }

    @Override
    public String render(ReportInput input) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            suite(input, xml);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a string takes whatever is written", e);
        }
        return text + "\n";
    }

    private static void suite(ReportInput input, XMLStreamWriter xml) throws XMLStreamException {
        List<BenchmarkResult> results = input.judged().benchmarks();
        List<Optional<Fate>> fates = results.stream().map(JUnitReport::fate).toList();
        line(xml, 0);
        xml.writeStartElement("testsuite");
        attribute(xml, "name", input.module());
        attribute(xml, "time", "0");
        attribute(xml, "tests", String.valueOf(results.size()));
        attribute(xml, "errors", count(fates, Fate.ERROR));
        attribute(xml, "skipped", count(fates, Fate.SKIPPED));
        attribute(xml, "failures", count(fates, Fate.FAILURE));
        for (int i = 0; i < results.size(); i++) {
            testCase(input.module(), results.get(i), fates.get(i), xml);
        }
        line(xml, 0);
        xml.writeEndElement();
    }

    private static String count(List<Optional<Fate>> fates, Fate fate) {
        return String.valueOf(Collections.frequency(fates, Optional.of(fate)));
    }

    private static Optional<Fate> fate(BenchmarkResult result) {
        return switch (result.verdict()) {
            case UNCHANGED, PASS, IMPROVED, ACCEPTED -> Optional.empty();
            case REGRESSED -> result.level() == Rule.Level.ERROR ? Optional.of(Fate.FAILURE) : Optional.empty();
            case INCONCLUSIVE, NO_BASELINE, NOT_COMPARABLE -> Optional.of(Fate.SKIPPED);
            // Nobody asked for a program that is only loaded.
            case UNSUPPORTED -> Optional.of(result.onlyLoaded() ? Fate.SKIPPED : Fate.ERROR);
        };
    }

    private static void testCase(String module, BenchmarkResult result, Optional<Fate> fate, XMLStreamWriter xml)
            throws XMLStreamException {
        line(xml, 1);
        xml.writeStartElement("testcase");
        attribute(xml, "name", result.name());
        attribute(xml, "classname", module);
        attribute(xml, "time", "0");
        line(xml, 2);
        if (fate.isPresent()) {
            outcome(result, fate.get(), xml);
        } else {
            element(xml, "system-out", result);
        }
        line(xml, 1);
        xml.writeEndElement();
    }

    private static void outcome(BenchmarkResult result, Fate fate, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement(fate.toString().toLowerCase(Locale.ROOT));
        attribute(xml, "message", String.join("; ", result.reasons()));
        if (fate != Fate.SKIPPED) {
            attribute(xml, "type", result.verdict().toString());
        }
        xml.writeCharacters(XmlText.content(told(result)));
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, BenchmarkResult result) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(XmlText.content(told(result)));
        xml.writeEndElement();
    }

    /** Verdict, reasons, the lines to blame, and notes, as the console has them. */
    private static String told(BenchmarkResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(Cells.verdict(result));
        lines.addAll(result.reasons());
        lines.addAll(BlamedLines.of(result));
        lines.addAll(result.notes());
        return String.join("\n", lines);
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, XmlText.attribute(value));
    }

    private static void line(XMLStreamWriter xml, int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }
}
