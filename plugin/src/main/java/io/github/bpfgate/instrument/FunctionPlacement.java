package io.github.bpfgate.instrument;

import io.github.bpfgate.instrument.ElfObject.Symbol;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where libbpf has put the functions of an object in one program's final instructions.
 *
 * <p>libbpf ({@code bpf_object__reloc_code}) keeps the program's own instructions at the front and appends each
 * subprogram where it first meets a reference to it. What a reference means stands in the object, as a relocation or
 * as a distance within the section; where it leads now stands in the final instruction. So nothing of libbpf's order
 * is assumed here.
 */
final class FunctionPlacement {

    private static final String SUBPROGRAMS = ".text";
    private static final Pattern FLAVOR = Pattern.compile("^(.*[^_])___[^_].*$");

    private final ElfObject elf;
    private final DebugInfo debugInfo;
    private final String program;
    private final ProgramCode code;
    private final NavigableMap<Integer, Symbol> functions = new TreeMap<>();
    private final Map<Integer, Kfunc> kfuncs = new TreeMap<>();
    private final Deque<Integer> unread = new ArrayDeque<>();

    private FunctionPlacement(ElfObject elf, DebugInfo debugInfo, String program, ProgramCode code) {
        this.elf = elf;
        this.debugInfo = debugInfo;
        this.program = program;
        this.code = code;
    }

    static FunctionPlacement of(ElfObject elf, DebugInfo debugInfo, String program, ProgramCode code)
            throws ObjectFormatException {
        FunctionPlacement placement = new FunctionPlacement(elf, debugInfo, program, code);
        placement.place(placement.main(), 0);
        placement.follow();
        placement.appendExceptionCallback();
        placement.requireWhole();
        return placement;
    }

    private Symbol main() throws ObjectFormatException {
        return elf.functions().stream()
                .filter(f -> f.name().equals(program) && !elf.section(f.section()).name().equals(SUBPROGRAMS))
                .findFirst().orElseThrow(() -> new ObjectFormatException(elf.file() + " holds no program " + program
                        + ". Build it again, or correct the program's name."));
    }

    private void place(Symbol function, long start) throws ObjectFormatException {
        long end = start + function.slots();
        if (start < 0 || end > code.size() || function.size() == 0) {
            throw foreign(function.name() + " would take slots " + start + " to " + end + " of " + code.size());
        }
        Symbol other = functions.putIfAbsent((int) start, function);
        if (other == null) {
            unread.add((int) start);
        } else if (!other.equals(function)) {
            throw foreign(function.name() + " and " + other.name() + " would both begin at slot " + start);
        }
    }

    /** Reads the functions that were placed, and places those they refer to, until there are no more. */
    private void follow() throws ObjectFormatException {
        while (!unread.isEmpty()) {
            int start = unread.remove();
            Symbol function = functions.get(start);
            int end = start + function.slots();
            for (int slot = start; slot < end; slot = code.next(slot)) {
                long offset = function.value() + (slot - start) * (long) ProgramCode.SLOT_SIZE;
                if (code.namesFunction(slot)) {
                    place(named(function.section(), offset, slot), code.namedSlot(slot));
                } else if (code.callsKfunc(slot)) {
                    Optional<Symbol> kfunc = elf.relocation(function.section(), offset);
                    if (kfunc.isPresent()) {
                        kfuncs.put(slot, kfunc(kfunc.get().name()));
                    }
                }
            }
        }
    }

    /** The function that the instruction at this offset of a section refers to in the object. */
    private Symbol named(int section, long offset, int slot) throws ObjectFormatException {
        long immediate = elf.section(section).bytes().i32(offset + Integer.BYTES);
        long distance = (immediate + 1) * ProgramCode.SLOT_SIZE;
        Optional<Symbol> base = elf.relocation(section, offset);
        Optional<Symbol> function = base.isEmpty() ? elf.function(section, offset + distance)
                : elf.function(base.get().section(),
                        base.get().value() + (code.takesAddress(slot) ? immediate : distance));
        return function.orElseThrow(() -> foreign("slot " + slot + " refers to no function of the object"));
    }

    private Kfunc kfunc(String declared) throws ObjectFormatException {
        return new Kfunc(withoutFlavor(declared), debugInfo.function(declared).map(Btf.Function::arguments)
                .orElse(Registers.MOST_ARGUMENTS));
    }

    /** As libbpf cuts names: {@code bpf_xdp_load___new} declares the kernel's {@code bpf_xdp_load}. */
    private static String withoutFlavor(String name) {
        return FLAVOR.matcher(name).replaceFirst("$1");
    }

    /** libbpf from 1.3 on appends the function that runs where the program throws, though nothing calls it. */
    private void appendExceptionCallback() throws ObjectFormatException {
        int end = functions.lastKey() + functions.lastEntry().getValue().slots();
        if (end < code.size()) {
            String callback = debugInfo.exceptionCallback(program)
                    .orElseThrow(() -> foreign("nothing refers to what stands from slot " + end + " on"));
            place(elf.functions().stream().filter(f -> f.name().equals(callback)).findFirst()
                    .orElseThrow(() -> foreign("its exception callback " + callback + " is not in the object")), end);
            follow();
        }
    }

    private void requireWhole() throws ObjectFormatException {
        int end = 0;
        for (Map.Entry<Integer, Symbol> function : functions.entrySet()) {
            if (function.getKey() != end) {
                throw foreign(function.getValue().name() + " begins at slot " + function.getKey()
                        + " where the function before it ends at " + end);
            }
            end += function.getValue().slots();
        }
        if (end != code.size()) {
            throw foreign("its functions have " + end + " slots of " + code.size());
        }
    }

    private ObjectFormatException foreign(String why) {
        return new ObjectFormatException("The instructions of " + program + " are not those that libbpf makes of "
                + elf.file() + ": " + why + ". Build the object again.");
    }

    /** By the slot of their first instruction. */
    NavigableMap<Integer, Symbol> functions() {
        return functions;
    }

    /** By the slot of the call. */
    Map<Integer, Kfunc> kfuncs() {
        return kfuncs;
    }
}
