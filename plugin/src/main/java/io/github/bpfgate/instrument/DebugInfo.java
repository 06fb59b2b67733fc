package io.github.bpfgate.instrument;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What an object's {@code .BTF.ext} section tells of the instructions of its code sections; nothing without -g. */
final class DebugInfo {

    private static final int MAGIC = 0xeb9f;
    private static final int FUNCTION_RECORD = 8;
    private static final int LINE_RECORD = 16;

    /**
     * @param file as the compiler was given it
     * @param line from 1 on; 0 where the compiler made instructions that belong to no line
     * @param text the source text, without space at its ends
     */
    record Line(String file, int line, String text) {
    }

    /** Makes one record of what it finds at an offset. */
    private interface RecordReader<T> {
        T read(ObjectBytes records, long at) throws ObjectFormatException;
    }

    private final Optional<Btf> btf;
    private Map<String, NavigableMap<Long, Btf.Function>> functions = Map.of();
    private Map<String, NavigableMap<Long, Line>> lines = Map.of();

    private DebugInfo(Optional<Btf> btf) {
        this.btf = btf;
    }

    static DebugInfo read(ElfObject elf) throws ObjectFormatException {
        Optional<ElfObject.Section> types = elf.section(".BTF");
        Optional<ElfObject.Section> extension = elf.section(".BTF.ext");
        if (types.isEmpty() || extension.isEmpty()) {
            return new DebugInfo(Optional.empty());
        }
        Btf btf = Btf.read(types.get().bytes());
        DebugInfo info = new DebugInfo(Optional.of(btf));
        info.readExtension(extension.get().bytes(), btf);
        return info;
    }

    private void readExtension(ObjectBytes section, Btf btf) throws ObjectFormatException {
        if (section.u16(0) != MAGIC) {
            throw section.broken(".BTF.ext does not begin with its magic number");
        }
        ObjectBytes body = section.from("the body of .BTF.ext", section.u32(4));
        functions = bySection(body.part("func_info", section.u32(8), section.u32(12)), btf, FUNCTION_RECORD,
                (records, at) -> btf.function(records.u32(at + 4)));
        lines = bySection(body.part("line_info", section.u32(16), section.u32(20)), btf, LINE_RECORD,
                (records, at) -> new Line(btf.string(records.u32(at + 4)), (int) (records.u32(at + 12) >> 10),
                        btf.string(records.u32(at + 8)).strip()));
    }

    private static <T> Map<String, NavigableMap<Long, T>> bySection(
            ObjectBytes info, Btf btf, int fewestBytes, RecordReader<T> reader) throws ObjectFormatException {
        Map<String, NavigableMap<Long, T>> sections = new HashMap<>();
        if (info.size() == 0) {
            return sections;
        }
        long size = info.u32(0);
        if (size < fewestBytes) {
            throw info.broken("records of .BTF.ext have " + size + " bytes where " + fewestBytes + " are needed");
        }
        long at = Integer.BYTES;
        while (at < info.size()) {
            NavigableMap<Long, T> records =
                    sections.computeIfAbsent(btf.string(info.u32(at)), name -> new TreeMap<>());
            long end = at + 8 + size * info.u32(at + 4);
            for (at += 8; at < end; at += size) {
                records.put(info.u32(at), reader.read(info, at));
            }
        }
        return sections;
    }

    /** The function that begins at this offset, bytes, of a section. */
    Optional<Btf.Function> function(String section, long offset) {
        return Optional.ofNullable(functions.getOrDefault(section, Collections.emptyNavigableMap()).get(offset));
    }

    /**
     * The line of the instruction at an offset, bytes, of a section. Instructions that belong to no line are counted
     * to the line before them.
     *
     * @param start where the instruction's function begins, for lines do not reach from one function into the next
     */
    Optional<Line> line(String section, long start, long offset) {
        return lines.getOrDefault(section, Collections.emptyNavigableMap())
                .subMap(start, true, offset, true).descendingMap().values().stream()
                .filter(line -> line.line() > 0).findFirst();
    }

    /** The function that a program's tag names as the one to run where it throws. */
    Optional<String> exceptionCallback(String program) throws ObjectFormatException {
        return btf.isPresent() ? btf.get().exceptionCallback(program) : Optional.empty();
    }
}
