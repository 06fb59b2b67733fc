/**
 * From the bytecode of one eBPF program to a twin that counts how often each of its instructions runs.
 *
 * <p>{@link io.github.bpfgate.instrument.Instrumenter} is the way in. Pure: bytes and facts go in, bytes and counts
 * come out; nothing here talks to the kernel.
 */
package io.github.bpfgate.instrument;
