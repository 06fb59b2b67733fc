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
    /** Of {@code struct btf_ext_header}, which ends with it. */
    private static final int CORE_RELOCATION_BYTES = 28;

    /**
     * @param file as the compiler was given it
     * @param line from 1 on; 0 where the compiler made instructions that belong to no line
     * @param text the source text with its indentation, without space at its end
     */
    record Line(String file, int line, String text) {
    }

    /** Makes one record of what it finds at an offset. */
    private interface RecordReader<T> {
        T read(ObjectBytes records, long at) throws ObjectFormatException;
    }

    private final Optional<Btf> btf;
    private final Map<String, NavigableMap<Long, Btf.Function>> functions;
    private final Map<String, NavigableMap<Long, Line>> lines;

    private DebugInfo(Optional<Btf> btf, Map<String, NavigableMap<Long, Btf.Function>> functions,
            Map<String, NavigableMap<Long, Line>> lines) {
        this.btf = btf;
        this.functions = functions;
        this.lines = lines;
    }

    /** Reads both sections; that one of them is missing is no error, for an object may be built without them. */
    static DebugInfo read(ElfObject elf) throws ObjectFormatException {
        Optional<ElfObject.Section> types = elf.section(".BTF");
        Optional<ElfObject.Section> extension = elf.section(".BTF.ext");
        if (types.isEmpty() || extension.isEmpty()) {
            return new DebugInfo(Optional.empty(), Map.of(), Map.of());
        }
        Btf btf = Btf.read(types.get().bytes());
        ObjectBytes header = extension.get().bytes();
        if (header.u16(0) != MAGIC) {
            throw header.broken(".BTF.ext does not begin with its magic number");
        }
        ObjectBytes body = header.from("the body of .BTF.ext", header.u32(4));
        return new DebugInfo(Optional.of(btf),
                bySection(body.part("func_info", header.u32(8), header.u32(12)), btf, FUNCTION_RECORD,
                        (records, at) -> btf.function(records.u32(at + 4))),
                bySection(body.part("line_info", header.u32(16), header.u32(20)), btf, LINE_RECORD,
                        (records, at) -> new Line(btf.string(records.u32(at + 4)), records.i32(at + 12) >>> 10,
                                btf.string(records.u32(at + 8)).stripTrailing())));
    }

    /** By the name of the section they are for, and by offset in it, bytes. */
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

    /** A function by its name: the object's own, or one that it declares. */
    Optional<Btf.Function> function(String name) throws ObjectFormatException {
        return btf.isPresent() ? btf.get().function(name) : Optional.empty();
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
        NavigableMap<Long, Line> ofSection = lines.getOrDefault(section, Collections.emptyNavigableMap());
        Map.Entry<Long, Line> line = ofSection.floorEntry(offset);
        while (line != null && line.getKey() >= start && line.getValue().line() == 0) {
            line = ofSection.lowerEntry(line.getKey());
        }
        return line != null && line.getKey() >= start ? Optional.of(line.getValue()) : Optional.empty();
    }

    /** The object's bytes, with no relocations left that depend on the kernel's types. */
    static byte[] withoutCoreRelocations(ElfObject elf, byte[] bytes) throws ObjectFormatException {
        Optional<ElfObject.Section> extension = elf.section(".BTF.ext");
        boolean has = extension.isPresent() && extension.get().bytes().u32(4) > CORE_RELOCATION_BYTES;
        return has ? extension.get().bytes().fileWithZeroAt(CORE_RELOCATION_BYTES) : bytes;
    }

    /** The function that a program's tag names as the one to run where it throws. */
    Optional<String> exceptionCallback(String program) throws ObjectFormatException {
        return btf.isPresent() ? btf.get().exceptionCallback(program) : Optional.empty();
    }
}
