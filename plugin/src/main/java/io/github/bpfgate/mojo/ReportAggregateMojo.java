package io.github.bpfgate.mojo;

import io.github.bpfgate.mojo.SitePage.Cell;
import io.github.bpfgate.pipeline.CollectedResults;
import io.github.bpfgate.pipeline.GateException;
import io.github.bpfgate.report.html.HtmlPage;
import io.github.bpfgate.report.html.MatrixPage;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * One page over all modules of a reactor, and over the results that other machines of a CI's matrix left as
 * artifacts: benchmarks by environment. Measures nothing:
 * {@code mvn bpfgate:report-aggregate -Dbpfgate.resultsFiles=artifacts} after the modules' {@code mvn verify}, or
 * in the site of the reactor's top by {@code mvn site}.
 *
 * <pre>{@code
 * <reporting>
 *   <plugins>
 *     <plugin>
 *       <groupId>io.github.bpfgate</groupId>
 *       <artifactId>bpfgate-maven-plugin</artifactId>
 *       <reportSets>
 *         <reportSet>
 *           <inherited>false</inherited>
 *           <reports><report>report-aggregate</report></reports>
 *         </reportSet>
 *       </reportSets>
 *     </plugin>
 *   </plugins>
 * </reporting>
 * }</pre>
 *
 * @since 0.1.0
 */
@Mojo(name = "report-aggregate", defaultPhase = LifecyclePhase.SITE, aggregator = true, threadSafe = true)
public final class ReportAggregateMojo extends AbstractSiteMojo {

    /**
     * Results of other machines: files, or folders that hold a {@code results.json} at any depth, separated by commas,
     * such as {@code -Dbpfgate.resultsFiles=artifacts}. By default none, and the page is of the reactor's modules.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.resultsFiles")
    private List<File> resultsFiles;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Override
    String output() {
        return "bpfgate-aggregate";
    }

    @Override
    public String getName(Locale locale) {
        return "eBPF performance by environment";
    }

    @Override
    public String getDescription(Locale locale) {
        return "The verdicts on each eBPF program of all modules, machine by machine.";
    }

    @Override
    boolean hasResults() throws GateException {
        boolean top = project.isExecutionRoot();
        boolean empty = top && results().isEmpty();
        if (empty) {
            getLog().info("No eBPF report, for no module has results (mvn verify makes them), and <resultsFiles> names"
                    + " none");
        }
        return top && !empty;
    }

    private CollectedResults results() throws GateException {
        Map<String, Path> modules = new LinkedHashMap<>();
        for (MavenProject module : session().getProjects()) {
            modules.put(module.getArtifactId(),
                    Path.of(module.getBuild().getDirectory()).resolve("bpfgate").resolve("results.json"));
        }
        return CollectedResults.of(modules,
                resultsFiles == null ? List.of() : resultsFiles.stream().map(File::toPath).toList());
    }

    @Override
    Map<String, String> pages() throws GateException {
        List<MatrixPage.Source> sources = results().sources();
        HtmlPage html = new HtmlPage();
        Map<String, String> pages = new LinkedHashMap<>();
        sources.forEach(source -> pages.put(source.href(), html.of(source.page())));
        pages.put("index.html", html.of(MatrixPage.of(project.getName(), sources)));
        return pages;
    }

    @Override
    void write(SitePage site) throws GateException {
        MatrixPage page = MatrixPage.of(project.getName(), results().sources());
        site.write(page.headline(), Stream.concat(Stream.of("Benchmark"),
                page.environments().stream().map(MatrixPage.Column::label)).toList(),
                page.rows().stream().map(ReportAggregateMojo::row).toList());
    }

    private static List<Cell> row(MatrixPage.Row row) {
        return Stream.concat(Stream.of(Cell.of(row.name() + (row.module().isEmpty() ? "" : " (" + row.module() + ")"))),
                row.cells().stream().map(cell -> cell == null ? Cell.of("not measured")
                        : new Cell(cell.verdict().label() + " " + cell.change(), cell.href()))).toList();
    }
}
