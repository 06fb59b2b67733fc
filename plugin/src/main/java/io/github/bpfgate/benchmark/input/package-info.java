/** The packets a benchmark feeds its program: read from captures, hex or raw files, or built from a few words. */
package io.github.bpfgate.benchmark.input;
