/** What became of the benchmarks from commit to commit. */
package io.github.bpfgate.history;
