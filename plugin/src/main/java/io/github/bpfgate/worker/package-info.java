/**
 * The forked JVM that measures, and the launcher that talks to it.
 *
 * <p>The request goes in as one line of JSON on standard input, which then stays open: its end tells the worker that
 * Maven is gone. Events come out as JSON lines on standard output. A crash inside libbpf or the kernel's verifier ends
 * the worker, and never Maven; only the worker needs privileges.
 */
package io.github.bpfgate.worker;
