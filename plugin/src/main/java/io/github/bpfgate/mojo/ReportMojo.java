package io.github.bpfgate.mojo;

import io.github.bpfgate.mojo.SitePage.Cell;
import io.github.bpfgate.pipeline.CollectedResults;
import io.github.bpfgate.pipeline.GateException;
import io.github.bpfgate.report.html.BenchmarkView;
import io.github.bpfgate.report.html.HtmlPage;
import io.github.bpfgate.report.html.ReportPage;
import io.github.bpfgate.report.html.TimeView;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Puts the last verdicts into the Maven site. Measures nothing: run {@code mvn verify site}, with the plugin in
 * {@code <reporting>} too.
 *
 * <pre>{@code
 * <reporting>
 *   <plugins>
 *     <plugin>
 *       <groupId>io.github.bpfgate</groupId>
 *       <artifactId>bpfgate-maven-plugin</artifactId>
 *       <reportSets>
 *         <reportSet>
 *           <reports><report>report</report></reports>
 *         </reportSet>
 *       </reportSets>
 *     </plugin>
 *   </plugins>
 * </reporting>
 * }</pre>
 *
 * @since 0.1.0
 */
@Mojo(name = "report", defaultPhase = LifecyclePhase.SITE, threadSafe = true)
public final class ReportMojo extends AbstractSiteMojo {

    private static final List<String> HEADER = List.of("Benchmark", "Verdict", "ns per run", "Baseline",
            "Change of net", "Limit", "Instructions", "Change");

    /**
     * Where {@code results.json} is, such as
     * {@code <reportDirectory>target/bpfgate-slow</reportDirectory>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.reportDirectory", defaultValue = "${project.build.directory}/bpfgate")
    private File reportDirectory;

    @Parameter(defaultValue = "${project.name}", readonly = true)
    private String moduleName;

    @Override
    String output() {
        return "bpfgate";
    }

    @Override
    public String getName(Locale locale) {
        return "eBPF performance";
    }

    @Override
    public String getDescription(Locale locale) {
        return "The verdicts on the time and the instructions of each eBPF program.";
    }

    @Override
    boolean hasResults() {
        boolean there = Files.exists(resultsFile());
        if (!there) {
            getLog().info("No eBPF report, for there are no results at " + resultsFile() + " (mvn verify makes them)");
        }
        return there;
    }

    private Path resultsFile() {
        return reportDirectory.toPath().resolve("results.json");
    }

    @Override
    Map<String, String> pages() throws GateException {
        return Map.of("index.html", new HtmlPage().of(page()));
    }

    private ReportPage page() throws GateException {
        return ReportPage.of(moduleName, CollectedResults.judged(resultsFile()), List.of());
    }

    @Override
    void write(SitePage site) throws GateException {
        ReportPage page = page();
        site.write(page.headline() + ", measured on " + page.machine(), HEADER,
                page.benchmarks().stream().map(ReportMojo::row).toList());
    }

    private static List<Cell> row(BenchmarkView benchmark) {
        return List.of(new Cell(benchmark.name(), "index.html#" + benchmark.id()),
                Cell.of(benchmark.verdict().label()),
                Cell.of(benchmark.time().map(TimeView::value).orElse("")),
                Cell.of(benchmark.time().map(TimeView::baseline).orElse("")),
                Cell.of(benchmark.time().map(ReportMojo::change).orElse("")),
                Cell.of(benchmark.time().map(TimeView::limit).orElse("")),
                Cell.of(benchmark.instructions().map(row -> row.value()).orElse("")),
                Cell.of(benchmark.instructions().map(row -> row.change()).orElse("")));
    }

    private static String change(TimeView time) {
        return time.change() + (time.between().isEmpty() ? "" : " (" + time.between() + ")");
    }
}
