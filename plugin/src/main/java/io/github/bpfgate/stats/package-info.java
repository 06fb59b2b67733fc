/** Estimators and exact bounds on block values. Pure: no input or output, no clock, no randomness. */
package io.github.bpfgate.stats;
