/**
 * Finding clang and compiling BPF sources with it, each only when something that went into its object has changed.
 * Knows neither Maven nor the kernel.
 */
package io.github.bpfgate.clang;
