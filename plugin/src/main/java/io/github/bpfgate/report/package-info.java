/** What people and tools read, one class per format, made from {@code results.json} alone. */
package io.github.bpfgate.report;
