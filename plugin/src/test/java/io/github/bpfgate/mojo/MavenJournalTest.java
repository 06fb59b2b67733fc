package io.github.bpfgate.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MavenJournalTest {

    private final RecordedLog log = new RecordedLog();

    private List<String> rows(boolean coloured, String... lines) {
        MavenJournal journal = new MavenJournal(log, System.out, false, coloured);
        for (String line : lines) {
            journal.row(line);
        }
        return log.lines();
    }

    @Test
    void a_verdict_is_in_the_colour_of_failure_warning_or_success() {
        assertThat(rows(true, "x  53.24  +5 %  REGRESSED", "x  53.24  +5 %  REGRESSED (warn)", "x    PASS",
                "x    NO_BASELINE", "benchmark  limit  verdict")).containsExactly(
                "INFO x  53.24  +5 %  \u001b[1;31mREGRESSED\u001b[m",
                "INFO x  53.24  +5 %  \u001b[1;33mREGRESSED (warn)\u001b[m", "INFO x    \u001b[1;32mPASS\u001b[m",
                "INFO x    \u001b[1;33mNO_BASELINE\u001b[m", "INFO benchmark  limit  verdict");
    }

    @Test
    void where_maven_has_no_colour_the_word_is_all_there_is() {
        assertThat(rows(false, "x  53.24  +5 %  REGRESSED")).containsExactly("INFO x  53.24  +5 %  REGRESSED");
    }

    @Test
    void a_name_is_no_verdict_and_brings_no_colour() {
        assertThat(rows(true, "PASS", "\u001b[31mx  PASS")).containsExactly("INFO PASS",
                "INFO ?[31mx  \u001b[1;32mPASS\u001b[m");
    }

    @Test
    void no_line_steers_a_terminal_or_begins_one_that_a_ci_would_take_for_a_command() {
        MavenJournal journal = new MavenJournal(log, System.out, false, true);

        journal.error("a\u001b[2J\u009b2J\r\n::error::x\u2028 REGRESSED");
        journal.warn("");

        assertThat(log.lines()).containsExactly("ERROR a?[2J?2J", "ERROR ::error::x? REGRESSED", "WARNING ");
    }
}
