package io.github.bpfgate.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.fixture.Chromium;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.print.PrintOptions;

/** Opens the page in a real browser, from a file, as somebody who downloaded it from a CI does. */
class PageInChromiumTest {

    private static final int WIDE = 1200;
    private static final int PHONE = 390;
    private static final int TALL = 1500;

    @TempDir
    private static Path directory;
    private static Chromium chromium;
    private static Path page;

    @BeforeAll
    static void start() throws IOException {
        page = Files.writeString(directory.resolve("index.html"),
                new HtmlPage().of(
                ReportPage.of(PageResults.HOSTILE, PageResults.all(), PageResults.trends())), StandardCharsets.UTF_8);
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() {
        chromium.prefer("light", "");
        open(WIDE);
    }

    private static void open(int width) {
        chromium.open(page, width, TALL);
        chromium.run("try { localStorage.clear(); } catch (denied) { } delete document.documentElement.dataset.theme");
        chromium.console();
        chromium.requests();
        chromium.driver().navigate().refresh();
        drawn();
    }

    /** After what is in view was laid out, seen by its observers, and painted. */
    private static void drawn() {
        chromium.await("const done = arguments[arguments.length - 1];"
                + "const frames = n => n === 0 ? done(true) : requestAnimationFrame(() => frames(n - 1)); frames(6)");
    }

    @Test
    void it_says_nothing_on_the_console_and_asks_for_nothing_but_itself() {
        assertThat(chromium.console()).isEmpty();
        assertThat(chromium.requests()).isNotEmpty().allMatch(url -> url.startsWith("file:") || url.equals("data:,"));
    }

    @Test
    void the_policy_stops_what_the_page_does_not_hold() {
        chromium.run("const s = document.createElement('script'); s.textContent = 'document.title = \"ran\"';"
                + " document.body.append(s); const i = document.createElement('img');"
                + " i.src = 'https://example.invalid/x'; document.body.append(i)");
        drawn();

        assertThat(chromium.driver().getTitle()).isNotEqualTo("ran");
        assertThat(chromium.console()).anyMatch(line -> line.contains("Content Security Policy"));
    }

    @Test
    void every_chart_draws() {
        long charts = (Long) chromium.run("const c = [...document.querySelectorAll('.benchmark[open] .chart')];"
                + " c.forEach(chart => chart.scrollIntoView()); return c.length");
        drawn();
        scrollThrough();

        assertThat(charts).isGreaterThan(4);
        assertThat(chromium.run("return [...document.querySelectorAll('.benchmark[open] .chart')].filter(chart => {"
                + " const c = chart.querySelector('canvas'); if (!c) return true;"
                + " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                + " const seen = new Set(); for (let i = 0; i < d.length; i += 4)"
                + "   if (d[i + 3] > 200) seen.add(d[i] + ',' + d[i + 1] + ',' + d[i + 2]);"
                + " return seen.size < 3 }).map(chart => chart.dataset.key)")).as("blank charts").isEqualTo(List.of());
    }

    private static void scrollThrough() {
        long height = (Long) chromium.run("return document.documentElement.scrollHeight");
        for (int y = 0; y < height; y += TALL / 2) {
            chromium.run("scrollTo(0, arguments[0])", y);
            drawn();
        }
    }

    @Test
    void a_hostile_name_stays_text() {
        assertThat(chromium.driver().getTitle()).contains("<img src=x onerror=alert(1)>").contains("did not pass");
        assertThat((Long) chromium.run("return document.querySelectorAll('img').length")).isZero();
        assertThat(chromium.run("return [...document.querySelectorAll('.benchmark h2')].map(h => h.textContent)"
                + ".find(t => t.includes('taken'))")).isEqualTo(PageResults.HOSTILE.replace('\u2028', '\uFFFD'));
        assertThat(chromium.run("return JSON.parse(document.getElementById('charts').textContent)"
                + "['b2-packets'].names[0]")).asString().contains("</script><script>");
    }

    @ParameterizedTest
    @ValueSource(ints = {320, PHONE, 800, 1000})
    void nothing_makes_the_page_wider_than_its_window(int width) {
        open(width);
        chromium.run("document.querySelectorAll('details').forEach(d => { d.open = true })");
        drawn();

        assertThat((Long) chromium.run("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void all_text_has_the_contrast_of_wcag_aa(String scheme) throws IOException {
        chromium.prefer(scheme, "");
        chromium.run("document.querySelectorAll('details').forEach(d => { d.open = true })");
        drawn();

        String script = new String(PageInChromiumTest.class.getResourceAsStream("contrast.js").readAllBytes(),
                StandardCharsets.UTF_8);
        assertThat((List<?>) chromium.run(script)).as("texts below 4.5").isEmpty();
        assertThat(chromium.run("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo(scheme.equals("light") ? "rgb(255, 255, 255)" : "rgb(19, 22, 25)");
    }

    @Test
    void the_keyboard_reaches_the_theme_and_opens_a_benchmark() {
        chromium.prefer("light", "");
        press(Keys.TAB);
        assertThat(focused()).isEqualTo("theme");
        press(Keys.ENTER);
        press(Keys.ENTER);
        assertThat(chromium.run("return document.documentElement.dataset.theme")).isEqualTo("dark");
        assertThat(chromium.run("return getComputedStyle(document.body).backgroundColor")).isEqualTo("rgb(19, 22, 25)");
        assertThat(chromium.run("return document.getElementById('theme').textContent")).isEqualTo("Theme: dark");

        chromium.run("document.querySelector('.benchmark:not([open]) > summary').focus()");
        chromium.run("document.activeElement.parentElement.id = 'probe'");
        press(Keys.ENTER);
        assertThat(chromium.run("return document.getElementById('probe').open")).isEqualTo(true);
    }

    @Test
    void a_link_in_the_overview_opens_its_benchmark() {
        chromium.run("[...document.querySelectorAll('.overview a')].at(-1).click()");
        drawn();

        assertThat(chromium.run("return document.querySelector(location.hash).open")).isEqualTo(true);
    }

    @Test
    void every_chart_has_words_and_a_table_beside_it() {
        assertThat(chromium.run("return [...document.querySelectorAll('.chart')].filter(c =>"
                + " c.getAttribute('role') !== 'img' || c.getAttribute('aria-label').length < 20"
                + " || !c.closest('figure').querySelector('details table tbody tr')"
                + " || !c.closest('figure').querySelector('figcaption')).length")).isEqualTo(0L);
    }

    @Test
    void it_prints_dark_on_white_whatever_the_theme() {
        chromium.prefer("dark", "");
        drawn();
        byte[] pdf = Base64.getDecoder().decode(chromium.driver().print(new PrintOptions()).getContent());
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertThat(chromium.run("return document.documentElement.dataset.theme")).as("afterwards").isNull();

        chromium.prefer("dark", "print");
        drawn();
        assertThat(chromium.run("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(255, 255, 255)");
        assertThat(chromium.run("return getComputedStyle(document.getElementById('theme')).display"))
                .isEqualTo("none");
    }

    @Test
    void what_it_says_is_there_without_scripts() {
        chromium.driver().executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        try {
            chromium.driver().navigate().refresh();
            assertThat(chromium.driver().findElement(By.cssSelector("h1")).getText())
                    .contains("did not pass");
            assertThat(chromium.driver().findElement(By.id("theme")).isDisplayed()).isFalse();
        } finally {
            chromium.driver().executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        }
    }

    private static void press(CharSequence key) {
        new Actions(chromium.driver()).sendKeys(key).perform();
    }

    private static String focused() {
        return (String) chromium.run("return document.activeElement.id");
    }
}
