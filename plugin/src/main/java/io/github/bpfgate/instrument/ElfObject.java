package io.github.bpfgate.instrument;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An eBPF object as an ELF file: its sections, the functions in them, and the symbols its instructions refer to.
 *
 * <p>Offsets and numbers are of ELF-64 (elf.h), in the byte order the file announces. Only what tells functions and
 * source lines apart is read.
 */
final class ElfObject {

    private static final int HEADER_SIZE = 64;
    private static final int SECTION_SIZE = 64;
    private static final int SYMBOL_SIZE = 24;
    private static final int RELOCATION_SIZE = 16;
    private static final int CLASS_64 = 2;
    private static final int BIG_ENDIAN = 2;
    private static final int EM_BPF = 247;
    private static final int SHT_NULL = 0;
    private static final int SHT_SYMTAB = 2;
    private static final int SHT_NOBITS = 8;
    private static final int SHT_REL = 9;
    private static final int SHF_EXECINSTR = 4;
    private static final int STT_FUNC = 2;
    private static final int STV_INTERNAL = 1;
    private static final int STV_HIDDEN = 2;

    /**
     * @param link   number of a section that this one needs: the symbols of relocations, the names of symbols
     * @param target number of the section that these relocations are for
     */
    record Section(int number, String name, int type, long flags, int link, int target, ObjectBytes bytes) {

        boolean isCode() {
            return type != SHT_NOBITS && (flags & SHF_EXECINSTR) != 0;
        }
    }

    /**
     * @param section number of the section it lies in; 0 if it lies outside of the object
     * @param value   offset in the section, bytes
     * @param size    bytes
     * @param hidden  whether nothing outside of the object may use it, which has the verifier see it as static
     */
    record Symbol(String name, int section, long value, long size, boolean function, boolean hidden) {

        int slots() {
            return (int) (size / ProgramCode.SLOT_SIZE);
        }

        boolean holds(int sectionNumber, long offset) {
            return section == sectionNumber && offset >= value && offset - value < size;
        }
    }

    private final String file;
    private final List<Section> sections = new ArrayList<>();
    private final List<Symbol> symbols = new ArrayList<>();
    private final List<Symbol> functions = new ArrayList<>();
    private final Map<Integer, Map<Long, Symbol>> relocations = new HashMap<>();

    private ElfObject(String file) {
        this.file = file;
    }

    /**
     * @param file the file's name, for messages
     * @throws ObjectFormatException if it is no ELF-64 object for eBPF, is cut short, or contradicts itself
     */
    static ElfObject read(byte[] bytes, String file) throws ObjectFormatException {
        if (bytes.length < HEADER_SIZE || bytes[0] != 0x7f || bytes[1] != 'E' || bytes[2] != 'L' || bytes[3] != 'F'
                || bytes[4] != CLASS_64) {
            throw new ObjectFormatException(file + " is not an ELF-64 file. Build it with clang -target bpf.");
        }
        ObjectBytes all = ObjectBytes.of(bytes, file,
                bytes[5] == BIG_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        if (all.u16(18) != EM_BPF) {
            throw new ObjectFormatException(file + " is an ELF file for machine " + all.u16(18)
                    + ", not for eBPF (" + EM_BPF + "). Build it with clang -target bpf.");
        }
        ElfObject elf = new ElfObject(file);
        elf.readSections(all);
        elf.readSymbols(all);
        elf.readFunctions();
        elf.readRelocations();
        return elf;
    }

    private void readSections(ObjectBytes all) throws ObjectFormatException {
        int count = all.u16(60);
        ObjectBytes table = all.part("the section table", all.i64(40), (long) count * SECTION_SIZE);
        ObjectBytes names = contents(all, table, "the table of section names", all.u16(62));
        for (int i = 0; i < count; i++) {
            int at = i * SECTION_SIZE;
            String name = table.i32(at + 4) == SHT_NULL ? "" : names.string(table.u32(at));
            sections.add(new Section(i, name, table.i32(at + 4), table.i64(at + 8), table.i32(at + 40),
                    table.i32(at + 44), contents(all, table, "section " + name, i)));
        }
    }

    private static ObjectBytes contents(ObjectBytes all, ObjectBytes table, String name, int number)
            throws ObjectFormatException {
        int at = number * SECTION_SIZE;
        int type = table.i32(at + 4);
        return type == SHT_NULL || type == SHT_NOBITS ? all.part(name, 0, 0)
                : all.part(name, table.i64(at + 24), table.i64(at + 32));
    }

    private void readSymbols(ObjectBytes all) throws ObjectFormatException {
        for (Section table : sections) {
            if (table.type() == SHT_SYMTAB) {
                ObjectBytes names = section(table.link(), table).bytes();
                requireWhole(table, SYMBOL_SIZE);
                for (int at = 0; at < table.bytes().size(); at += SYMBOL_SIZE) {
                    symbols.add(symbol(table.bytes(), at, names));
                }
                return;
            }
        }
        throw all.broken("it has no symbols");
    }

    private Symbol symbol(ObjectBytes table, int at, ObjectBytes names) throws ObjectFormatException {
        int visibility = table.u8(at + 5) & 3;
        return new Symbol(names.string(table.u32(at)), table.u16(at + 6), table.i64(at + 8), table.i64(at + 16),
                (table.u8(at + 4) & 0xf) == STT_FUNC, visibility == STV_INTERNAL || visibility == STV_HIDDEN);
    }

    private void readFunctions() throws ObjectFormatException {
        for (Symbol symbol : symbols) {
            int number = symbol.section();
            if (symbol.function() && number > 0 && number < sections.size() && sections.get(number).isCode()) {
                ObjectBytes code = sections.get(number).bytes();
                code.part("the function " + symbol.name(), symbol.value(), symbol.size());
                if (symbol.value() % ProgramCode.SLOT_SIZE != 0 || symbol.size() % ProgramCode.SLOT_SIZE != 0) {
                    throw code.broken("the function " + symbol.name() + " does not consist of whole instructions");
                }
                functions.add(symbol);
            }
        }
    }

    private void readRelocations() throws ObjectFormatException {
        for (Section table : sections) {
            if (table.type() == SHT_REL && section(table.target(), table).isCode()) {
                requireWhole(table, RELOCATION_SIZE);
                ObjectBytes bytes = table.bytes();
                Map<Long, Symbol> ofSection = relocations.computeIfAbsent(table.target(), n -> new HashMap<>());
                for (int at = 0; at < bytes.size(); at += RELOCATION_SIZE) {
                    long symbol = bytes.i64(at + 8) >>> 32;
                    if (symbol >= symbols.size()) {
                        throw bytes.broken(table.name() + " refers to symbol " + symbol + " of " + symbols.size());
                    }
                    ofSection.put(bytes.i64(at), symbols.get((int) symbol));
                }
            }
        }
    }

    private Section section(int number, Section from) throws ObjectFormatException {
        if (number < 0 || number >= sections.size()) {
            throw from.bytes().broken(from.name() + " refers to section " + number + " of " + sections.size());
        }
        return sections.get(number);
    }

    private static void requireWhole(Section table, int entrySize) throws ObjectFormatException {
        if (table.bytes().size() % entrySize != 0) {
            throw table.bytes().broken(table.name() + " ends inside an entry");
        }
    }

    /** The file's name, for messages. */
    String file() {
        return file;
    }

    Section section(int number) {
        return sections.get(number);
    }

    /** The first section of that name. */
    Optional<Section> section(String name) {
        return sections.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /** All functions that the object holds itself. */
    List<Symbol> functions() {
        return functions;
    }

    /** The function that holds the instruction at this offset, bytes, of a section. */
    Optional<Symbol> function(int sectionNumber, long offset) {
        return functions.stream().filter(f -> f.holds(sectionNumber, offset)).findFirst();
    }

    /** What the instruction at this offset, bytes, of a section refers to. */
    Optional<Symbol> relocation(int sectionNumber, long offset) {
        return Optional.ofNullable(relocations.getOrDefault(sectionNumber, Map.of()).get(offset));
    }
}
