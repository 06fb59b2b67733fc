package io.github.bpfgate.instrument;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;

/**
 * Runs eBPF bytecode as RFC 9669 says, slot by slot, and counts how often each slot runs.
 *
 * <p>It shares nothing with the code under test, its decoding included. Like the verifier it refuses what reads a
 * register or a byte of the stack before it is written. It has no helpers.
 */
final class Interpreter {

    private static final long CONTEXT = 0x1000_0000L;
    private static final long STACK = 0x2000_0000L;
    private static final long MAPS = 0x4000_0000L;
    private static final int FRAME = 512;
    private static final int MOST_FRAMES = 8;
    private static final int LONGEST_MAP_VALUE = 0x10_0000;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private final ByteBuffer code;
    private final Map<Integer, byte[]> mapValues;
    private final byte[] context;
    private final byte[] packet;
    private final long[] executions;
    private final long[] r = new long[11];
    private final boolean[] written = new boolean[11];
    private final byte[] stack = new byte[FRAME * MOST_FRAMES];
    private final boolean[] stackWritten = new boolean[stack.length];
    private final Deque<Frame> callers = new ArrayDeque<>();

    /**
     * @param mapValues by descriptor, the values that the program may address and change
     * @param context   what r1 points to at the start
     * @param packet    what LD_ABS and LD_IND read
     */
    Interpreter(byte[] code, Map<Integer, byte[]> mapValues, byte[] context, byte[] packet) {
        this.code = ByteBuffer.wrap(code).order(ORDER);
        this.mapValues = mapValues;
        this.context = context;
        this.packet = packet;
        this.executions = new long[code.length / 8];
    }

    /** The caller of a local call: where it goes on, and its r6 to r9. */
    private record Frame(int slot, long[] saved, boolean[] savedWritten) {
    }

    /**
     * What a run leaves.
     *
     * @param r0          its result
     * @param executions  of each slot
     * @param stack       the first function's, from the lowest byte
     * @param initialised which bytes of it were ever written
     */
    record Run(long r0, long[] executions, byte[] stack, boolean[] initialised) {

        long total() {
            return Arrays.stream(executions).sum();
        }

        /** The upper part of the stack in words that leave out what was never written. */
        String stackAbove(int depth) {
            StringBuilder text = new StringBuilder();
            for (int i = FRAME - depth; i < FRAME; i++) {
                text.append(initialised[i] ? "%02x".formatted(stack[i]) : "--");
            }
            return text.toString();
        }
    }

    /**
     * Runs the program once.
     *
     * @throws IllegalStateException if it does what no verified program does, or takes more steps than that
     */
    Run run(long mostSteps) {
        set(1, CONTEXT);
        set(10, STACK + FRAME);
        int slot = 0;
        for (long step = 0; slot >= 0; step++) {
            if (step == mostSteps) {
                throw new IllegalStateException("the program does not end in " + mostSteps + " steps");
            }
            executions[slot]++;
            slot = step(slot);
        }
        return new Run(get(0), executions, Arrays.copyOf(stack, FRAME), Arrays.copyOf(stackWritten, FRAME));
    }

    private int step(int slot) {
        int code = opcode(slot);
        int off = this.code.getShort(slot * 8 + 2);
        int imm = this.code.getInt(slot * 8 + 4);
        int dst = ORDER == ByteOrder.LITTLE_ENDIAN ? registers(slot) % 16 : registers(slot) / 16;
        int src = ORDER == ByteOrder.LITTLE_ENDIAN ? registers(slot) / 16 : registers(slot) % 16;
        switch (code % 8) {
            case 0:
                return code == 0x18 ? constant(slot, dst, src, imm) : packetLoad(slot, code, src, imm);
            case 1:
                set(dst, load(get(src) + off, width(code), code / 32 == 4));
                return slot + 1;
            case 2:
                store(get(dst) + off, width(code), imm);
                return slot + 1;
            case 3:
                if (code / 32 == 6) {
                    atomic(width(code), dst, src, off, imm);
                } else {
                    store(get(dst) + off, width(code), get(src));
                }
                return slot + 1;
            case 4:
                set(dst, code / 16 == 13 ? inByteOrder(get(dst), code / 8 % 2 == 1, imm)
                        : Integer.toUnsignedLong(arithmetic32(code, dst, src, off, imm)));
                return slot + 1;
            case 7:
                set(dst, arithmetic64(code, dst, src, off, imm));
                return slot + 1;
            default:
                return jump(slot, code, dst, src, off, imm);
        }
    }

    private int opcode(int slot) {
        return Byte.toUnsignedInt(code.get(slot * 8));
    }

    private int registers(int slot) {
        return Byte.toUnsignedInt(code.get(slot * 8 + 1));
    }

    private int constant(int slot, int dst, int kind, int lower) {
        int upper = code.getInt(slot * 8 + 12);
        if (kind == 0) {
            set(dst, (long) upper << 32 | lower & 0xffff_ffffL);
        } else if (kind == 2) {
            set(dst, MAPS + (long) lower * LONGEST_MAP_VALUE + upper);
        } else {
            throw new IllegalStateException("a constant of kind " + kind + " at " + slot);
        }
        return slot + 2;
    }

    private int packetLoad(int slot, int code, int src, int imm) {
        if (get(6) != CONTEXT) {
            throw new IllegalStateException("a packet is read without the context in r6 at " + slot);
        }
        int from = imm + (code / 32 == 2 ? (int) get(src) : 0);
        forget(0, 5);
        int width = width(code);
        if (from < 0 || from + width > packet.length) {
            set(0, 0);
            return leave();
        }
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 8 | Byte.toUnsignedInt(packet[from + i]);
        }
        set(0, value);
        return slot + 1;
    }

    private int jump(int slot, int code, int dst, int src, int off, int imm) {
        if (code == 0x95) {
            return leave();
        }
        if (code == 0x85) {
            if (src != 1) {
                throw new IllegalStateException("there are no helpers here: call " + imm + " at " + slot);
            }
            return enter(slot + 1, slot + 1 + imm);
        }
        if (code == 0x05 || code == 0x06) {
            return slot + 1 + (code == 0x06 ? imm : off);
        }
        long a = get(dst);
        long b = code / 8 % 2 == 1 ? get(src) : imm;
        if (code % 8 == 6) {
            a = (int) a;
            b = (int) b;
        }
        return holds(code / 16, a, b) ? slot + 1 + off : slot + 1;
    }

    /** Sign extension keeps the order of unsigned numbers too. */
    private static boolean holds(int condition, long a, long b) {
        return switch (condition) {
            case 1 -> a == b;
            case 2 -> Long.compareUnsigned(a, b) > 0;
            case 3 -> Long.compareUnsigned(a, b) >= 0;
            case 4 -> (a & b) != 0;
            case 5 -> a != b;
            case 6 -> a > b;
            case 7 -> a >= b;
            case 10 -> Long.compareUnsigned(a, b) < 0;
            case 11 -> Long.compareUnsigned(a, b) <= 0;
            case 12 -> a < b;
            case 13 -> a <= b;
            default -> throw new IllegalStateException("condition " + condition);
        };
    }

    private int enter(int next, int target) {
        callers.push(new Frame(next, Arrays.copyOfRange(r, 6, 10), Arrays.copyOfRange(written, 6, 10)));
        int frame = callers.size();
        if (frame == MOST_FRAMES) {
            throw new IllegalStateException("more than " + MOST_FRAMES + " frames");
        }
        forget(6, 9);
        forget(0, 0);
        Arrays.fill(stackWritten, frame * FRAME, (frame + 1) * FRAME, false);
        r[10] += FRAME;
        return target;
    }

    /** The slot to go on at; -1 at the end of the first function. */
    private int leave() {
        get(0);
        if (callers.isEmpty()) {
            return -1;
        }
        Frame caller = callers.pop();
        System.arraycopy(caller.saved, 0, r, 6, 4);
        System.arraycopy(caller.savedWritten, 0, written, 6, 4);
        forget(1, 5);
        r[10] -= FRAME;
        return caller.slot;
    }

    private void forget(int from, int to) {
        Arrays.fill(written, from, to + 1, false);
    }

    private long arithmetic64(int code, int dst, int src, int off, int imm) {
        if (code / 16 == 13) {
            return swap(get(dst), imm);
        }
        long b = code / 8 % 2 == 1 ? get(src) : imm;
        if (code / 16 == 11) {
            return extend(b, off);
        }
        long a = get(dst);
        return switch (code / 16) {
            case 0 -> a + b;
            case 1 -> a - b;
            case 2 -> a * b;
            case 3 -> b == 0 ? 0 : off == 1 ? a / b : Long.divideUnsigned(a, b);
            case 4 -> a | b;
            case 5 -> a & b;
            case 6 -> a << b;
            case 7 -> a >>> b;
            case 8 -> -a;
            case 9 -> b == 0 ? a : off == 1 ? a % b : Long.remainderUnsigned(a, b);
            case 10 -> a ^ b;
            case 12 -> a >> b;
            default -> throw new IllegalStateException("operation " + code);
        };
    }

    private int arithmetic32(int code, int dst, int src, int off, int imm) {
        int b = code / 8 % 2 == 1 ? (int) get(src) : imm;
        if (code / 16 == 11) {
            return (int) extend(b, off);
        }
        int a = (int) get(dst);
        return switch (code / 16) {
            case 0 -> a + b;
            case 1 -> a - b;
            case 2 -> a * b;
            case 3 -> b == 0 ? 0 : off == 1 ? a / b : Integer.divideUnsigned(a, b);
            case 4 -> a | b;
            case 5 -> a & b;
            case 6 -> a << b;
            case 7 -> a >>> b;
            case 8 -> -a;
            case 9 -> b == 0 ? a : off == 1 ? a % b : Integer.remainderUnsigned(a, b);
            case 10 -> a ^ b;
            case 12 -> a >> b;
            default -> throw new IllegalStateException("operation " + code);
        };
    }

    private static long inByteOrder(long value, boolean bigEndian, int bits) {
        if (bigEndian == (ORDER == ByteOrder.LITTLE_ENDIAN)) {
            return swap(value, bits);
        }
        return bits == 64 ? value : value & (1L << bits) - 1;
    }

    private static long swap(long value, int bits) {
        return Long.reverseBytes(value) >>> 64 - bits;
    }

    private static long extend(long value, int bits) {
        return bits == 0 ? value : value << 64 - bits >> 64 - bits;
    }

    private void atomic(int width, int dst, int src, int off, int operation) {
        long address = get(dst) + off;
        if (operation == 0x100) {
            set(dst, load(get(src) + off, width, false));
            return;
        }
        long operand = get(src);
        if (operation == 0x110) {
            store(address, width, operand);
            return;
        }
        long old = load(address, width, false);
        switch (operation & 0xf0) {
            case 0x00 -> store(address, width, old + operand);
            case 0x40 -> store(address, width, old | operand);
            case 0x50 -> store(address, width, old & operand);
            case 0xa0 -> store(address, width, old ^ operand);
            case 0xe0 -> store(address, width, operand);
            case 0xf0 -> {
                long expected = width == 4 ? get(0) & 0xffff_ffffL : get(0);
                store(address, width, old == expected ? operand : old);
                set(0, old);
                return;
            }
            default -> throw new IllegalStateException("atomic operation " + operation);
        }
        if (operation % 2 == 1) {
            set(src, old);
        }
    }

    private static int width(int code) {
        return switch (code / 8 % 4) {
            case 0 -> 4;
            case 1 -> 2;
            case 2 -> 1;
            default -> 8;
        };
    }

    private long load(long address, int width, boolean signed) {
        ByteBuffer memory = memory(address, width, false);
        return switch (width) {
            case 1 -> signed ? memory.get() : Byte.toUnsignedLong(memory.get());
            case 2 -> signed ? memory.getShort() : Short.toUnsignedLong(memory.getShort());
            case 4 -> signed ? memory.getInt() : Integer.toUnsignedLong(memory.getInt());
            default -> memory.getLong();
        };
    }

    private void store(long address, int width, long value) {
        ByteBuffer memory = memory(address, width, true);
        switch (width) {
            case 1 -> memory.put((byte) value);
            case 2 -> memory.putShort((short) value);
            case 4 -> memory.putInt((int) value);
            default -> memory.putLong(value);
        }
    }

    private ByteBuffer memory(long address, int width, boolean write) {
        if (address >= MAPS) {
            int fd = (int) ((address - MAPS) / LONGEST_MAP_VALUE);
            return at(mapValues.get(fd), (address - MAPS) % LONGEST_MAP_VALUE);
        }
        if (address < STACK) {
            return at(context, address - CONTEXT);
        }
        int from = (int) (address - STACK);
        if (address < r[10] - FRAME || address + width > r[10]) {
            throw new IllegalStateException("outside of the function's stack: r10 + " + (address - r[10]));
        }
        for (int i = from; i < from + width; i++) {
            if (!write && !stackWritten[i]) {
                throw new IllegalStateException("the stack is read before it is written: r10 + " + (address - r[10]));
            }
            stackWritten[i] = true;
        }
        return at(stack, from);
    }

    private static ByteBuffer at(byte[] memory, long offset) {
        return ByteBuffer.wrap(memory).order(ORDER).position(Math.toIntExact(offset));
    }

    private long get(int register) {
        if (!written[register]) {
            throw new IllegalStateException("r" + register + " is read before it is written");
        }
        return r[register];
    }

    private void set(int register, long value) {
        r[register] = value;
        written[register] = true;
    }
}
