package io.github.bpfgate.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What a page carries in itself: style, scripts, and the policy under which a browser runs nothing else and asks
 * nobody for anything.
 *
 * @param style  the charts' and ours
 * @param early  the script that runs before anything is drawn
 * @param script the chart library and what draws with it
 * @param policy a Content Security Policy (CSP level 3) that allows just these, by their hashes
 */
public record PageAssets(String style, String early, String script, String policy) {

    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";

    static PageAssets load() {
        String style = read(UPLOT + "dist/uPlot.min.css") + "\n" + read("report.css");
        String early = read("theme.js");
        String script = "/*!\nuPlot 1.6.30\n" + read(UPLOT + "LICENSE") + "\n*/\n"
                + read(UPLOT + "dist/uPlot.iife.min.js") + "\n" + read("report.js");
        return new PageAssets(style, early, script, "default-src 'none'; base-uri 'none'; form-action 'none';"
                + " img-src data:; style-src " + hash(style) + "; script-src " + hash(early) + " " + hash(script));
    }

    /** As a browser hashes it: the parser has made each line end a single LF by then. */
    private static String read(String resource) {
        try (InputStream stream = PageAssets.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the plugin lacks its resource " + resource);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n").replace('\r', '\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String text) {
        try {
            return "'sha256-" + Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8))) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
