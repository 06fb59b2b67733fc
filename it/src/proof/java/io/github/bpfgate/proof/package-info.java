/**
 * Proves the gate on this machine: how often it fails equal programs, how surely it sees slower ones, and how long a
 * verdict takes. Run by {@code mvn -Pproof verify}.
 */
package io.github.bpfgate.proof;
