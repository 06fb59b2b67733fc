package io.github.bpfgate.instrument;

/**
 * A function of the kernel that is no helper, as an object declares it: libbpf loads no program whose declaration is
 * not the kernel's.
 *
 * @param name      in the kernel
 * @param arguments registers it takes arguments in, 0 to 5; 5 where the object does not tell
 */
public record Kfunc(String name, int arguments) {

    /** @throws IllegalArgumentException if the number of arguments is impossible */
    public Kfunc {
        if (arguments < 0 || arguments > Registers.MOST_ARGUMENTS) {
            throw new IllegalArgumentException(name + " cannot take " + arguments + " arguments");
        }
    }
}
