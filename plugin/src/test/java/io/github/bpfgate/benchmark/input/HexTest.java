package io.github.bpfgate.benchmark.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HexTest {

    @ParameterizedTest
    @ValueSource(strings = {"0a1bFF", "0x0a1bff", "0X0a 0x1b 0xFF", "0a:1b:ff", " 0a1b\t\n ff ", "0a # 99\n1bff#",
        "0a\n# only a comment does not part packets\n1bff", "0a1b\r\nff", "\n\n0a1bff\n \n\n"})
    void readsOnePacketHoweverItIsWritten(String text) throws InputException {
        assertThat(new Hex(text).packets()).containsExactly(
                new Packet("#1 3 B", new byte[] {0x0a, 0x1b, (byte) 0xff}));
    }

    @Test
    void blankLinesPartPackets() throws InputException {
        assertThat(new Hex("\n# one\n00 01\n02\n \t\n\n# two\n03\r\n\r\n04").packets())
                .extracting(packet -> HexFormat.of().formatHex(packet.bytes()))
                .containsExactly("000102", "03", "04");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', ignoreLeadingAndTrailingWhitespace = true, value = {
        "00 0g | , line 1, column 5: 'g' is not a hex digit; write bytes as pairs of 0-9 and a-f, and comments after #",
        "000x11 | , line 1, column 4: 'x' is not a hex digit; write bytes as pairs of 0-9 and a-f, and comments after #",
        "00 \u0661\u0661 | , line 1, column 4: '\u0661' is not a hex digit; write bytes as pairs of 0-9 and a-f, and "
                + "comments after #",
        "0x | , line 1, column 1: \"\"0x\"\" has no digits; write two for each byte",
        "00 123 | , line 1, column 4: \"\"123\"\" has an odd number of digits; write two for each byte",
        "0x1 | , line 1, column 1: \"\"0x1\"\" has an odd number of digits; write two for each byte",
        "# nothing | : no packet in it; give at least one",
        "\"\" | : no packet in it; give at least one"})
    void saysWhereTheTextIsWrong(String text, String message) {
        String expected = "hex input" + message.replace("\"\"", "\"");
        assertThatThrownBy(() -> new Hex(text).packets()).isInstanceOf(InputException.class).hasMessage(expected);
    }

    @Test
    void countsLinesFromOne() {
        assertThatThrownBy(() -> new Hex("00\n\n# two\n 1").packets()).isInstanceOf(InputException.class)
                .hasMessageStartingWith("hex input, line 4, column 2: ");
    }
}
