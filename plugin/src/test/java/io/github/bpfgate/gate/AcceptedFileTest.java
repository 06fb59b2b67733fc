package io.github.bpfgate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptedFileTest {

    private static final String ENTRY = "{'benchmark': 'x', 'metric': 'latency', 'upTo': '+12 %',"
            + " 'until': '2026-12-31', 'reason': 'checksums'}";

    @TempDir
    Path directory;

    private AcceptedFile file() {
        return AcceptedFile.beside(directory);
    }

    private AcceptedFile holding(String entries) throws Exception {
        Files.writeString(file().path(), ("{'schema': 1, 'accepted': [" + entries + "]}").replace('\'', '"'));
        return file();
    }

    private void refused(AcceptedFile file, String sentence) {
        assertThatExceptionOfType(AcceptanceException.class).isThrownBy(file::read)
                .withMessageStartingWith(file.path() + " cannot be used: ").withMessageContaining(sentence)
                .withMessageEndingWith("Correct it, or delete it to accept nothing.");
    }

    @Test
    void nothing_is_accepted_where_there_is_no_file() throws Exception {
        assertThat(file().read()).isEmpty();
    }

    @Test
    void an_entry_is_read_and_written_as_it_is() throws Exception {
        List<Acceptance> entries = holding(ENTRY + "," + ENTRY.replace("'x'", "'a \\u001b/..<b>🚀'")
                .replace("latency", "helper-calls").replace("+12 %", "3 calls")).read();

        assertThat(entries).extracting(entry -> entry.upTo().toString()).containsExactly("+12 %", "+3 calls");
        file().write(entries);

        assertThat(file().read()).containsExactly(entries.get(1), entries.get(0));
        String written = Files.readString(file().path());
        assertThat(written).startsWith("{\n  \"schema\" : 1,");
        file().write(file().read());
        assertThat(Files.readString(file().path())).as("the same bytes").isEqualTo(written);
        assertThat(directory.toFile().list()).containsExactly("accepted.json");
    }

    @Test
    void without_entries_there_is_no_file() throws Exception {
        holding(ENTRY).write(List.of());

        assertThat(file().path()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'checksums'  | ''             | entry 1, latency of x, has no reason: say why the regression is meant
            'checksums'  | ' \\n'         | entry 1, latency of x, has no reason
            , 'reason': 'checksums' | ``  | entry 1, latency of x, has no reason
            '+12 %'      | '12'           | "12" is no increase: write it as "+21.4 %", or in the metric's unit
            '+12 %'      | '0 %'          | "0 %" is no increase
            '+12 %'      | '-5 %'         | "-5 %" is no increase
            '+12 %'      | '1e9 %'        | "1e9 %" is no increase
            '+12 %'      | '+3 insns'     | entry 1, latency of x, is up to +3 insns: give a percentage, or ns
            '2026-12-31' | '2026-02-30'   | is until "2026-02-30", which is no day: write it as 2027-02-28
            '2026-12-31' | 'forever'      | is until "forever", which is no day
            'latency'    | 'latncy'       | from String "latncy"
            'latency'    | 'coverage'     | entry 1, coverage of x, is of what cannot increase too much
            'benchmark'  | 'benchmak'     | Unrecognized field "benchmak"
            'x'          | null           | entry 1 lacks one of benchmark, metric, upTo, until and reason
            """)
    void what_is_no_acceptance_is_named(String wrong, String by, String sentence) throws Exception {
        refused(holding(ENTRY.replace(wrong, by == null ? "" : by)), sentence);
    }

    @Test
    void two_entries_for_one_limit_are_one_too_many() throws Exception {
        refused(holding(ENTRY + "," + ENTRY), "entry 2, latency of x, is there twice");
    }

    @Test
    void what_is_no_such_file_is_refused() throws Exception {
        refused(holding(ENTRY + ", null"), "entry 2 lacks one of");
        refused(holding(ENTRY + ","), "(line 1)");
        Files.writeString(file().path(), "");
        refused(file(), "it has no schema number and list of accepted");
        Files.writeString(file().path(), "{\"schema\": 1}");
        refused(file(), "it has no schema number and list of accepted");
        Files.write(file().path(), new byte[] {'"', (byte) 0xc3, '"'});
        refused(file(), "");
    }

    @Test
    void a_newer_schema_is_named() throws Exception {
        Files.writeString(file().path(), "{\"schema\": 2, \"accepted\": []}");

        assertThatExceptionOfType(AcceptanceException.class).isThrownBy(file()::read)
                .withMessage(file().path() + " has schema 2, and this bpfgate knows up to 1. Use the newer"
                        + " bpfgate-maven-plugin that it was written for.");
    }

    @Test
    void what_cannot_be_written_is_named_and_leaves_the_old_file() throws Exception {
        Path notADirectory = Files.writeString(directory.resolve("file"), "");
        AcceptedFile below = AcceptedFile.beside(notADirectory);

        assertThatExceptionOfType(AcceptanceException.class)
                .isThrownBy(() -> below.write(List.of(AcceptancesTest.acceptance("x", MetricName.LATENCY, "+1 %",
                        "2026-12-31")))).withMessageStartingWith("Cannot write " + below.path());
    }
}
