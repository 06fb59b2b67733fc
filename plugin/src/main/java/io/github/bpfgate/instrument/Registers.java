package io.github.bpfgate.instrument;

/** Sets of registers, one bit each: bit n stands for rn. */
final class Registers {

    static final int MOST_ARGUMENTS = 5;
    static final int FRAME_POINTER = 10;

    static final int NONE = 0;
    static final int R0 = 1;
    /** r1 to r5. */
    static final int ARGUMENTS = arguments(MOST_ARGUMENTS);
    /** r0 to r5: none of them holds after a call what it held before. */
    static final int CLOBBERED = R0 | ARGUMENTS;
    /** r0 to r9, all that a program may write. */
    static final int WRITABLE = (1 << FRAME_POINTER) - 1;

    private Registers() {
    }

    static int of(int register) {
        return 1 << register;
    }

    /** r1 to rN. */
    static int arguments(int number) {
        return (1 << number + 1) - 2;
    }

    static boolean contains(int set, int register) {
        return (set & of(register)) != 0;
    }
}
