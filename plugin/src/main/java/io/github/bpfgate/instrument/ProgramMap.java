package io.github.bpfgate.instrument;

import io.github.bpfgate.instrument.ElfObject.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What a program's final instructions were compiled from: the function and the source line of each slot.
 *
 * <p>A slot is 8 bytes; the instruction that loads 64 bits takes two. Final are the instructions that the kernel is
 * given: the program's own first, then those of the subprograms it uses.
 */
public final class ProgramMap {

    private final ElfObject elf;
    private final DebugInfo debugInfo;
    private final ProgramCode code;
    private final FunctionPlacement placement;
    private final NavigableMap<Integer, ProgramFunction> functions = new TreeMap<>();

    ProgramMap(ElfObject elf, DebugInfo debugInfo, ProgramCode code, FunctionPlacement placement) {
        this.elf = elf;
        this.debugInfo = debugInfo;
        this.code = code;
        this.placement = placement;
        placement.functions().forEach((start, symbol) -> functions.put(start, function(start, symbol)));
    }

    private ProgramFunction function(int start, Symbol symbol) {
        Optional<Btf.Function> declared = debugInfo.function(sectionOf(symbol), symbol.value());
        return new ProgramFunction(start, start + symbol.slots(), symbol.name(),
                declared.map(Btf.Function::typeId).orElse(0), declared.map(Btf.Function::arguments).orElse(-1),
                declared.map(Btf.Function::global).orElse(false) && !symbol.hidden());
    }

    /** The names of what calls and 64-bit constants refer to, by slot: functions, kernel functions, maps, variables. */
    Map<Integer, String> references() {
        Map<Integer, String> names = new TreeMap<>();
        placement.kfuncs().forEach((slot, kfunc) -> names.put(slot, kfunc.name()));
        instructions().forEach(slot -> {
            if (code.namesFunction(slot)) {
                names.put(slot, functions.get((int) code.namedSlot(slot)).name());
            } else if (code.loadsConstant(slot)) {
                relocation(slot).ifPresent(symbol -> names.put(slot, name(symbol, code.offsetInMapValue(slot))));
            }
        });
        return names;
    }

    private Optional<Symbol> relocation(int slot) {
        Map.Entry<Integer, Symbol> function = placement.functions().floorEntry(slot);
        return elf.relocation(function.getValue().section(), function.getValue().value()
                + (slot - function.getKey()) * (long) ProgramCode.SLOT_SIZE);
    }

    /** Static variables are known by their section, and by how far behind its beginning they lie. */
    private String name(Symbol symbol, int offset) {
        String name = symbol.name().isEmpty() ? sectionOf(symbol) : symbol.name();
        long distance = offset - symbol.value();
        return offset == 0 || distance == 0 || symbol.section() == 0 ? name
                : name + (distance < 0 ? "" : "+") + Disassembler.hex(distance);
    }

    private String sectionOf(Symbol symbol) {
        return elf.section(symbol.section()).name();
    }

    /** The program itself and the subprograms it uses, by slot. They follow each other without a gap. */
    public List<ProgramFunction> functions() {
        return List.copyOf(functions.values());
    }

    /**
     * The line that the instruction at a slot comes from; empty without debug information.
     *
     * @throws IndexOutOfBoundsException if the program has no such slot
     */
    public Optional<SourceLine> line(int slot) {
        int start = functions.floorKey(Objects.checkIndex(slot, code.size()));
        Symbol symbol = placement.functions().get(start);
        long offset = symbol.value() + (slot - start) * (long) ProgramCode.SLOT_SIZE;
        return debugInfo.line(sectionOf(symbol), symbol.value(), offset)
                .map(l -> new SourceLine(l.file(), l.line(), l.text(), symbol.name()));
    }

    /** The kernel functions (kfuncs) called, by the slot of the call. */
    public Map<Integer, Kfunc> kfuncs() {
        return Map.copyOf(placement.kfuncs());
    }

    /**
     * The {@code func_info} to load the instructions with, one record a function, by slot; empty where the object lacks
     * any of them, for the kernel takes all or none.
     *
     * <p>For a kernel older than 6.8 libbpf may have made other types for functions that tag an argument as the
     * context ({@code __arg_ctx}); the ids here are those in the file.
     */
    public List<FuncInfo> funcInfo() {
        List<FuncInfo> records = new ArrayList<>();
        for (ProgramFunction function : functions.values()) {
            if (function.typeId() == 0) {
                return List.of();
            }
            records.add(new FuncInfo(function.start(), function.typeId()));
        }
        return records;
    }

    /** The slots at which the instructions begin, ascending. */
    IntStream instructions() {
        return IntStream.iterate(0, slot -> slot < code.size(), code::next);
    }
}
