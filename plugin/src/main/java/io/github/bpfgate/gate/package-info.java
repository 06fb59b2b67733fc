/**
 * From results and rules to verdicts, as a pure function: judging an old results file again gives the same answer.
 */
package io.github.bpfgate.gate;
