package io.github.bpfgate.benchmark;

import io.github.bpfgate.libbpf.SystemCall;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * That a program is attached to be measured, and how it is triggered.
 *
 * @param systemCall that runs it; empty for what is known to
 * @param count      triggers per sample, at least 1; empty for as many as suit its time
 */
public record Attaching(Optional<SystemCall> systemCall, OptionalInt count) {

    /** By what is known to trigger the program, as often as suits. */
    public static final Attaching DEFAULT = new Attaching(Optional.empty(), OptionalInt.empty());
}
