/**
 * The steps behind the goals: each takes an immutable request, calls the other packages in order, and answers with a
 * value. Knows nothing of Maven.
 */
package io.github.bpfgate.pipeline;
