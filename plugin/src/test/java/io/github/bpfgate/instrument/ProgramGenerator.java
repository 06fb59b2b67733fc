package io.github.bpfgate.instrument;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Makes programs of any shape: blocks with jumps forwards and, into whatever block, backwards; a chain of functions;
 * few registers in use or all.
 *
 * <p>Every backward jump has a word of the stack, set once, that says how often it may still be taken. So each function
 * ends however its blocks are tangled, and loops may have several entries. At the start of a block every register in
 * use holds a value, and no instruction is out of reach, as the verifier demands.
 */
final class ProgramGenerator {

    private static final int[] CONDITIONS = {1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13};
    private static final int[] OPERATIONS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    private static final int[] ATOMICS = {0x00, 0x01, 0x40, 0x41, 0x50, 0x51, 0xa0, 0xa1, 0xe1};
    private static final int[] SIZES = {0x00, 0x08, 0x10, 0x18};
    private static final int CONTROL_BLOCK = 48;
    private static final int DATA_WORDS = 2;

    /**
     * How large and how tangled a program is.
     *
     * @param functions      1 to 4, each called by the one before
     * @param blocks         of each function
     * @param length         of a block, at most
     * @param backwardJumps  of each function, at most
     * @param registers      in use, 2 to 10
     */
    record Shape(int functions, int blocks, int length, int backwardJumps, int registers) {
    }

    private final Random random;
    private final Shape shape;
    private final boolean readsPacket;
    private final Assembler code = new Assembler();
    private final TreeMap<Integer, Integer> arguments = new TreeMap<>();
    private final List<Integer> stackDepths = new ArrayList<>();
    private final int[] taken;

    private int function;
    private List<Integer> registers;
    private int backwardJumps;

    private ProgramGenerator(long seed, Shape shape) {
        this.random = new Random(seed);
        this.shape = shape;
        // The verifier wants types of a program that has both functions and packet loads.
        this.readsPacket = shape.functions == 1 && random.nextBoolean();
        this.taken = IntStream.range(0, shape.functions).map(f -> random.nextInt(6)).toArray();
    }

    /** Programs that shrink in size, not in detail. */
    static Arbitrary<GeneratedProgram> programs() {
        Arbitrary<Shape> shapes = Combinators.combine(Arbitraries.integers().between(1, 4),
                Arbitraries.integers().between(1, 9), Arbitraries.integers().between(0, 6),
                Arbitraries.integers().between(0, 3),
                Arbitraries.oneOf(Arbitraries.integers().between(2, 9), Arbitraries.just(10))).as(Shape::new);
        return Combinators.combine(Arbitraries.longs(), shapes).as(ProgramGenerator::program);
    }

    static GeneratedProgram program(long seed, Shape shape) {
        ProgramGenerator generator = new ProgramGenerator(seed, shape);
        for (int f = 0; f < shape.functions; f++) {
            generator.function(f);
        }
        return new GeneratedProgram(generator.code.bytes(), generator.arguments, generator.stackDepths);
    }

    private void function(int number) {
        function = number;
        backwardJumps = 0;
        code.place("f" + number);
        chooseRegisters();
        if (number == 0) {
            readContext();
        } else {
            readArguments();
        }
        stackDepths.add(8 * (DATA_WORDS + shape.backwardJumps));
        for (int word = 1; word <= DATA_WORDS; word++) {
            code.insn(Assembler.ST_DW, 10, 0, -8 * word, random.nextInt());
        }
        for (int jump = 0; jump < shape.backwardJumps; jump++) {
            code.insn(Assembler.ST_DW, 10, 0, fuel(jump), 1 + random.nextInt(3));
        }
        boolean nextIsReached = true;
        boolean[] reached = new boolean[shape.blocks];
        for (int block = 0; block < shape.blocks; block++) {
            code.place(block(block));
            body(block);
            nextIsReached = block + 1 < shape.blocks && reached[block + 1];
            end(block, reached, nextIsReached);
        }
    }

    private void chooseRegisters() {
        List<Integer> all = new ArrayList<>(IntStream.range(0, 10).boxed().toList());
        if (readsPacket) {
            all.remove(Integer.valueOf(6));
        }
        Collections.shuffle(all, random);
        registers = all.subList(0, Math.min(all.size(), shape.registers)).stream().sorted().toList();
    }

    /** r1 last, for it points to the context. */
    private void readContext() {
        if (readsPacket) {
            code.mov(6, 1);
        }
        for (int i = registers.size() - 1; i >= 0; i--) {
            int register = registers.get(i);
            if (register != 1) {
                code.insn(Assembler.LDX_W, register, 1, CONTROL_BLOCK + 4 * random.nextInt(5), 0);
            }
        }
        if (registers.contains(1)) {
            code.insn(Assembler.LDX_W, 1, 1, CONTROL_BLOCK, 0);
        }
    }

    private void readArguments() {
        int given = taken[function];
        if (random.nextInt(3) > 0) {
            arguments.put(code.slot("f" + function), random.nextBoolean() ? given : given + random.nextInt(6 - given));
        }
        for (int register : registers) {
            if (register < 1 || register > given) {
                if (given > 0 && random.nextBoolean()) {
                    code.mov(register, 1 + random.nextInt(given));
                } else {
                    code.movImm(register, random.nextInt());
                }
            }
        }
    }

    private void body(int block) {
        int length = random.nextInt(shape.length + 1);
        for (int i = 0; i < length; i++) {
            instruction();
        }
        boolean hasCallee = function + 1 < shape.functions;
        if (hasCallee && (block == 0 || random.nextInt(6) == 0)) {
            call(function + 1);
        }
        if (readsPacket && random.nextInt(3) == 0) {
            readPacket();
        }
    }

    private void instruction() {
        switch (random.nextInt(11)) {
            case 0 -> code.movImm(any(), random.nextInt());
            case 1 -> code.loadImm64(any(), 0, random.nextInt(), random.nextInt());
            case 2 -> code.insn(0x63 + one(SIZES), 10, any(), data(), 0);
            case 3 -> code.insn(0x62 + one(SIZES), 10, 0, data(), random.nextInt());
            case 4 -> code.insn(0x61 + one(SIZES), any(), 10, data(), 0);
            case 5 -> code.insn(0x81 + SIZES[random.nextInt(3)], any(), 10, data(), 0);
            case 6 -> atomic();
            case 7 -> swap();
            case 8 -> code.movImm(unused(), random.nextInt());
            default -> arithmetic();
        }
    }

    private void arithmetic() {
        int operation = one(OPERATIONS);
        boolean wide = random.nextBoolean();
        boolean bySource = random.nextBoolean() && operation != 8;
        int instruction = 16 * operation + (bySource ? 8 : 0) + (wide ? 7 : 4);
        int imm = switch (operation) {
            case 3, 9 -> 1 + random.nextInt(Integer.MAX_VALUE);
            case 6, 7, 12 -> random.nextInt(wide ? 64 : 32);
            default -> random.nextInt();
        };
        int off = switch (operation) {
            case 3, 9 -> random.nextInt(2);
            case 11 -> bySource ? random.nextInt(wide ? 4 : 3) * 8 : 0;
            default -> 0;
        };
        off = off == 24 ? 32 : off;
        code.insn(instruction, any(), bySource ? any() : 0, off, bySource || operation == 8 ? 0 : imm);
    }

    private void swap() {
        int[] instructions = {0xd4, 0xdc, 0xd7};
        code.insn(one(instructions), any(), 0, 0, 16 << random.nextInt(3));
    }

    private void atomic() {
        int size = random.nextBoolean() ? 0x18 : 0x00;
        int kind = random.nextInt(ATOMICS.length + 5);
        if (kind < ATOMICS.length) {
            code.insn(0xc3 + size, 10, any(), data(), ATOMICS[kind]);
        } else if (kind == ATOMICS.length) {
            code.insn(0xc3 + one(SIZES), any(), 10, data(), 0x100);
        } else if (kind == ATOMICS.length + 1) {
            code.insn(0xc3 + one(SIZES), 10, any(), data(), 0x110);
        } else if (registers.contains(0)) {
            code.insn(0xc3 + size, 10, any(), data(), 0xf1);
        }
    }

    /** Sets what the function takes, unless it is there, and afterwards what the call has left undefined. */
    private void call(int callee) {
        for (int argument = 1; argument <= taken[callee]; argument++) {
            if (random.nextBoolean()) {
                code.mov(argument, any());
            } else if (!registers.contains(argument)) {
                code.movImm(argument, random.nextInt());
            }
        }
        code.call("f" + callee);
        restore();
    }

    private void readPacket() {
        int at = random.nextInt(80);
        if (random.nextBoolean()) {
            int index = any();
            code.insn(0x57, index, 0, 0, 0x1f);
            code.insn(0x40 + SIZES[random.nextInt(3)], 0, index, 0, at);
        } else {
            code.insn(0x20 + SIZES[random.nextInt(3)], 0, 0, 0, at);
        }
        restore();
    }

    private void restore() {
        for (int register : registers) {
            if (register >= 1 && register <= 5) {
                switch (random.nextInt(3)) {
                    case 0 -> code.mov(register, 0);
                    case 1 -> code.movImm(register, random.nextInt());
                    default -> code.insn(Assembler.LDX_DW, register, 10, -8 * (1 + random.nextInt(DATA_WORDS)), 0);
                }
            }
        }
    }

    private void end(int block, boolean[] reached, boolean nextIsReached) {
        if (block == shape.blocks - 1) {
            finish();
            return;
        }
        int way = random.nextInt(nextIsReached ? 8 : 6);
        int forward = block + 1 + random.nextInt(shape.blocks - block - 1);
        if (way < 3) {
            compare(block(forward));
            reached[forward] = true;
            reached[block + 1] = true;
        } else if (way < 5 && backwardJumps < shape.backwardJumps) {
            jumpBack(block(random.nextInt(block + 1)));
            reached[block + 1] = true;
        } else if (way == 6) {
            code.jump(random.nextBoolean() ? Assembler.JA : Assembler.GOTOL, 0, 0, 0, block(forward));
            reached[forward] = true;
        } else if (way == 7) {
            finish();
        } else {
            reached[block + 1] = true;
        }
    }

    private void compare(String target) {
        boolean bySource = random.nextBoolean();
        int instruction = 16 * one(CONDITIONS) + (bySource ? 8 : 0) + (random.nextBoolean() ? 5 : 6);
        code.jump(instruction, any(), bySource ? any() : 0, bySource ? 0 : random.nextInt(), target);
    }

    private void jumpBack(String target) {
        int fuel = fuel(backwardJumps++);
        int register = any();
        code.insn(Assembler.LDX_DW, register, 10, fuel, 0).addImm(register, -1);
        code.insn(Assembler.STX_DW, 10, register, fuel, 0);
        if (random.nextBoolean()) {
            code.jump(Assembler.JSGT_IMM, register, 0, 0, target);
        } else {
            String on = "on" + code.size();
            code.jump(0xd5, register, 0, 0, on).ja(target).place(on);
        }
    }

    /** Either one register or all of them make the result. */
    private void finish() {
        boolean all = random.nextBoolean();
        if (!all || !registers.contains(0)) {
            code.mov(0, any());
        }
        if (all) {
            registers.stream().filter(register -> register != 0)
                    .forEach(register -> code.insn(Assembler.XOR, 0, register, 0, 0));
        }
        code.exit();
    }

    /** One that some paths may write and none reads, if there is such a one. */
    private int unused() {
        int register = random.nextInt(10);
        return readsPacket && register == 6 || registers.contains(register) ? any() : register;
    }

    private int any() {
        return registers.get(random.nextInt(registers.size()));
    }

    private int one(int[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** The offset of a word that only data are kept in. */
    private int data() {
        return -8 * (1 + random.nextInt(DATA_WORDS));
    }

    private static int fuel(int jump) {
        return -8 * (DATA_WORDS + 1 + jump);
    }

    private String block(int block) {
        return "f" + function + " block " + block;
    }
}
