package io.github.bpfgate.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The types of an object's {@code .BTF} section, as far as they tell of functions.
 *
 * <p>Layout and numbers are the kernel's (Documentation/bpf/btf.rst, linux/btf.h).
 */
final class Btf {

    private static final int MAGIC = 0xeb9f;
    private static final int TYPE_SIZE = 12;
    private static final int PARAMETER_SIZE = 8;
    private static final int FUNC = 12;
    private static final int FUNC_PROTO = 13;
    private static final int DECL_TAG = 17;
    private static final int LINKAGE_GLOBAL = 1;
    private static final int ARGUMENT_REGISTERS = 5;
    private static final String EXCEPTION_CALLBACK = "exception_callback:";

    /**
     * @param arguments registers it takes arguments in, 0 to 5
     * @param global    whether its linkage is global
     */
    record Function(int typeId, String name, int arguments, boolean global) {
    }

    private final ObjectBytes types;
    private final ObjectBytes strings;
    /** Where each type begins; type 0 is void and has no place. */
    private final List<Integer> offsets = new ArrayList<>(List.of(-1));

    private Btf(ObjectBytes types, ObjectBytes strings) {
        this.types = types;
        this.strings = strings;
    }

    /**
     * @param section the bytes of {@code .BTF}
     * @throws ObjectFormatException if they are broken, or hold a kind of type that is newer than bpfgate
     */
    static Btf read(ObjectBytes section) throws ObjectFormatException {
        if (section.u16(0) != MAGIC) {
            throw section.broken(".BTF does not begin with its magic number");
        }
        ObjectBytes body = section.from("the body of .BTF", section.u32(4));
        Btf btf = new Btf(body.part("the types of .BTF", section.u32(8), section.u32(12)),
                body.part("the strings of .BTF", section.u32(16), section.u32(20)));
        for (long at = 0; at < btf.types.size(); at += TYPE_SIZE + btf.trailer(at)) {
            btf.offsets.add((int) at);
        }
        return btf;
    }

    /** How many bytes follow the three words that all types have. */
    private long trailer(long at) throws ObjectFormatException {
        long members = vlen(at);
        return switch (kind(at)) {
            case 2, 7, 8, 9, 10, 11, FUNC, 16, 18 -> 0; // pointer, forward, modifiers, typedef, float, type tag
            case 1, 14, DECL_TAG -> 4; // integer, variable
            case 3 -> 12; // array
            case 4, 5, 15, 19 -> 12 * members; // structure, union, data section, 64-bit enumeration
            case 6 -> 8 * members; // enumeration
            case FUNC_PROTO -> PARAMETER_SIZE * members;
            default -> throw types.broken("type " + offsets.size() + " of .BTF is of kind " + kind(at)
                    + ", which is not known");
        };
    }

    private int kind(long at) throws ObjectFormatException {
        return types.i32(at + 4) >>> 24 & 0x7f;
    }

    private int vlen(long at) throws ObjectFormatException {
        return types.i32(at + 4) & 0xffffff;
    }

    /** The text at this offset of the string table. */
    String string(long offset) throws ObjectFormatException {
        return strings.string(offset);
    }

    /** The function of that type id. */
    Function function(long typeId) throws ObjectFormatException {
        int at = offset(typeId, FUNC);
        return new Function((int) typeId, string(types.u32(at)), arguments(offset(types.u32(at + 8), FUNC_PROTO)),
                vlen(at) == LINKAGE_GLOBAL);
    }

    /** The first function of that name. */
    Optional<Function> function(String name) throws ObjectFormatException {
        for (int typeId = 1; typeId < offsets.size(); typeId++) {
            int at = offsets.get(typeId);
            if (kind(at) == FUNC && string(types.u32(at)).equals(name)) {
                return Optional.of(function(typeId));
            }
        }
        return Optional.empty();
    }

    /** A variadic function ends with a parameter of no type, which no register holds. */
    private int arguments(int prototype) throws ObjectFormatException {
        int parameters = vlen(prototype);
        boolean variadic = parameters > 0
                && types.i32(prototype + TYPE_SIZE + PARAMETER_SIZE * (parameters - 1L) + 4) == 0;
        return Math.min(ARGUMENT_REGISTERS, variadic ? parameters - 1 : parameters);
    }

    private int offset(long typeId, int kind) throws ObjectFormatException {
        if (typeId <= 0 || typeId >= offsets.size() || kind(offsets.get((int) typeId)) != kind) {
            throw types.broken("type " + typeId + " of .BTF is not of kind " + kind);
        }
        return offsets.get((int) typeId);
    }

    /** The function that a program's tag names as the one to run where it throws. */
    Optional<String> exceptionCallback(String program) throws ObjectFormatException {
        for (int at : offsets.subList(1, offsets.size())) {
            if (kind(at) == DECL_TAG && string(types.u32(at)).startsWith(EXCEPTION_CALLBACK)
                    && function(types.u32(at + 8)).name().equals(program)) {
                return Optional.of(string(types.u32(at)).substring(EXCEPTION_CALLBACK.length()));
            }
        }
        return Optional.empty();
    }
}
