package io.github.bpfgate.benchmark.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class HexPropertyTest {

    @Property(tries = 300)
    void formattedPacketsAreReadBack(@ForAll @Size(min = 1, max = 5) List<@Size(min = 1, max = 40) byte[]> packets)
            throws InputException {
        String text = packets.stream().map(HexFormat.ofDelimiter(" ")::formatHex).collect(Collectors.joining("\n\n"));

        assertThat(new Hex(text).packets()).extracting(Packet::bytes).containsExactlyElementsOf(packets);
    }

    @Property(tries = 500)
    void anyTextGivesPacketsOrAnInputException(@ForAll String text) {
        try {
            assertThat(new Hex(text).packets()).isNotEmpty();
        } catch (InputException refused) {
            assertThat(refused).hasMessageStartingWith("hex input");
        }
    }
}
