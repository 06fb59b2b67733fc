package io.github.bpfgate.instrument;

/**
 * One function in a program's final instructions.
 *
 * @param start     slot of its first instruction
 * @param end       slot after its last
 * @param name      its name in C
 * @param typeId    the object's BTF type id of the function; 0 without debug information
 * @param arguments registers it takes arguments in by its declaration, 0 to 5; -1 if not known. A static function can
 *                  take one structure in two registers, which this counts as one.
 * @param global    whether the verifier checks it by itself, knowing nothing of its callers; never without BTF
 */
public record ProgramFunction(int start, int end, String name, int typeId, int arguments, boolean global) {
}
