package io.github.bpfgate.mojo;

import io.github.bpfgate.pipeline.GateException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import org.apache.maven.doxia.sink.Sink;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.reporting.MavenReport;
import org.apache.maven.reporting.MavenReportException;

/**
 * What the goals for {@code mvn site} share: a page of the site, with the self-contained pages in a folder beside it.
 * Without a site they write that folder alone.
 */
abstract class AbstractSiteMojo extends AbstractGateMojo implements MavenReport {

    @Parameter(defaultValue = "${project.reporting.outputDirectory}", readonly = true, required = true)
    private File siteDirectory;

    /** The name of the site's page, and of the folder beside it. */
    abstract String output();

    /** The pages by file name, {@code index.html} among them. */
    abstract Map<String, String> pages() throws GateException;

    /** Puts what is known at a glance on the site's page. */
    abstract void write(SitePage page) throws GateException;

    /** Whether there are results; if not, it says so. */
    abstract boolean hasResults() throws GateException;

    @Override
    final void executeMojo() throws GateException {
        if (hasResults()) {
            getLog().info("Report: " + writePages().resolve("index.html"));
        }
    }

    private Path writePages() throws GateException {
        Path folder = siteDirectory.toPath().resolve(output());
        for (Map.Entry<String, String> page : pages().entrySet()) {
            Path file = folder.resolve(page.getKey());
            Path aside = folder.resolve(page.getKey() + ".new");
            try {
                Files.createDirectories(folder);
                Files.writeString(aside, page.getValue());
                Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                aside.toFile().delete();
                throw new GateException("Cannot write " + file + ": " + e.getMessage()
                        + ". Make room there or correct its permissions.", e);
            }
        }
        return folder;
    }

    @Override
    public final void generate(Sink sink, Locale locale) throws MavenReportException {
        try {
            writePages();
            write(new SitePage(sink, getName(locale), output() + "/"));
        } catch (GateException e) {
            throw new MavenReportException(e.getMessage(), e);
        }
    }

    @Override
    public final boolean canGenerateReport() throws MavenReportException {
        try {
            return !isSkipped() && hasResults();
        } catch (GateException e) {
            throw new MavenReportException(e.getMessage(), e);
        }
    }

    @Override
    public final String getOutputPath() {
        return output();
    }

    /** Site plugins before Doxia 2 ask for it, and the interface demands it still. */
    @Override
    @SuppressWarnings("deprecation")
    public final String getOutputName() {
        return output();
    }

    @Override
    public final String getCategoryName() {
        return CATEGORY_PROJECT_REPORTS;
    }

    @Override
    public final void setReportOutputDirectory(File directory) {
        siteDirectory = directory;
    }

    @Override
    public final File getReportOutputDirectory() {
        return siteDirectory;
    }

    @Override
    public final boolean isExternalReport() {
        return false;
    }
}
