/**
 * The binding to libbpf and to the few libc calls that measuring needs, by jnr-ffi.
 *
 * <p>{@link io.github.bpfgate.libbpf.Libbpf} is the way in. Everything that owns a descriptor is
 * {@link java.lang.AutoCloseable}; nothing is ever pinned, so whatever a dying process held goes with it.
 * No other package imports {@code jnr}.
 */
package io.github.bpfgate.libbpf;
