package io.github.bpfgate.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever bytes an object and its instructions consist of, they are read or refused, and nothing else happens. */
class BrokenObjectPropertyTest {

    private static final int HEADER_SIZE = 64;
    private static final int SECTION_SIZE = 64;
    private static final List<String> READ =
            List.of(".strtab", ".symtab", ".text", "tc", ".reltc", "license", ".BTF", ".BTF.ext");

    private static byte[] object;
    private static byte[] insns;
    /** Offsets of what is read in the object; most of it is debug information for other tools. */
    private static int[] read;

    @BeforeContainer
    static void compile() throws Exception {
        Path directory = Files.createTempDirectory("bpfgate");
        CompiledSource source = CompiledSource.of(directory, "", ObjectMapTest.SOURCE, "--target=bpfel");
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        object = source.object();
        insns = source.linked("tc");
        read = placesRead();
    }

    private static int[] placesRead() throws ObjectFormatException {
        ByteBuffer bytes = ByteBuffer.wrap(object).order(ByteOrder.LITTLE_ENDIAN);
        ElfObject elf = ElfObject.read(object, "good.o");
        int table = (int) bytes.getLong(40);
        IntStream places = IntStream.range(0, HEADER_SIZE);
        places = IntStream.concat(places, IntStream.range(table, table + SECTION_SIZE * bytes.getShort(60)));
        for (String name : READ) {
            int header = table + SECTION_SIZE * elf.section(name).orElseThrow().number();
            int start = (int) bytes.getLong(header + 24);
            places = IntStream.concat(places, IntStream.range(start, start + (int) bytes.getLong(header + 32)));
        }
        return places.toArray();
    }

    @Property(tries = 5000)
    void damaged_bytes_are_read_or_refused(
            @ForAll @Size(min = 1, max = 3) List<@IntRange(max = 1_000_000) Integer> places,
            @ForAll @Size(3) List<Byte> values) {
        byte[] damaged = object.clone();
        for (int i = 0; i < places.size(); i++) {
            damaged[read[places.get(i) % read.length]] = values.get(i);
        }

        readOrRefuse(damaged, insns);
    }

    @Property(tries = 500)
    void bytes_that_are_missing_are_refused(@ForAll @IntRange(max = 1_000_000) int length) {
        readOrRefuse(Arrays.copyOf(object, length % object.length), insns);
    }

    @Property(tries = 2000)
    void other_instructions_are_mapped_or_refused(
            @ForAll @Size(min = 1, max = 3) List<@IntRange(max = 1_000_000) Integer> places,
            @ForAll @Size(3) List<Byte> values, @ForAll @IntRange(max = 30) int slots) {
        byte[] damaged = slots == 0 ? insns.clone() : Arrays.copyOf(insns, slots * Long.BYTES);
        for (int i = 0; i < places.size(); i++) {
            damaged[places.get(i) % damaged.length] = values.get(i);
        }

        readOrRefuse(object, damaged);
    }

    private static void readOrRefuse(byte[] bytes, byte[] code) {
        try {
            ObjectMap map = ObjectMap.read(bytes, "broken.o");
            map.license();
            ProgramMap program = map.program("whole", code);
            assertThat(program.functions().get(program.functions().size() - 1).end()).isEqualTo(code.length / 8);
            assertThat(LineCounts.of(program, slot -> 1)).allMatch(count -> count.line() > 0);
        } catch (ObjectFormatException refused) {
            assertThat(refused.getMessage()).contains("broken.o").endsWith(".");
        }
    }
}
