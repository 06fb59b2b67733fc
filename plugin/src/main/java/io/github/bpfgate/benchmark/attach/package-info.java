/** Where programs are attached to be measured, and what triggers them there: {@code method} attach. */
package io.github.bpfgate.benchmark.attach;
