/**
 * Benchmarks: what is run, on which input, and the schedule of blocks and pairs that turns runs into block values.
 *
 * <p>{@link io.github.bpfgate.benchmark.BenchmarkRunner} measures one benchmark. Nothing here knows of Maven or of
 * verdicts; only the statistics that tell when to stop are used.
 */
package io.github.bpfgate.benchmark;
