package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.BenchmarkFailure.Kind;
import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.Errno;
import io.github.bpfgate.libbpf.VerifierLog;
import java.io.IOException;

/** Turns what libbpf and the kernel answer into failures that say whose fault it is and what helps. */
final class Failures {

    static final String NAME_A_SYSTEM_CALL =
            "Name a system call that does: <workload><syscall>getpgid</syscall></workload>.";

    private Failures() {
    }

    /** A program that would not load. */
    static BenchmarkFailure ofLoading(BpfException e) {
        if (e.errno() == Errno.EPERM) {
            return new BenchmarkFailure(Kind.UNSUPPORTED, explainPrivileges());
        }
        if (!e.verifierLog().isBlank()) {
            return new BenchmarkFailure(Kind.REJECTED,
                    e.getMessage() + System.lineSeparator() + "    " + VerifierLog.of(e.verifierLog()),
                    e.verifierLog());
        }
        return new BenchmarkFailure(Kind.ERROR, e.getMessage());
    }

    /** A program that would not run. */
    static BenchmarkFailure ofRunning(BpfException e, Benchmark benchmark, RunnableType type) {
        String what = benchmark.program() + " (" + type.kernelName() + ")";
        return switch (e.errno()) {
            case Errno.ENOTSUPP -> new BenchmarkFailure(Kind.UNSUPPORTED,
                    "This kernel has no test run for " + what + ": ENOTSUPP (errno 524).");
            case Errno.EPERM -> new BenchmarkFailure(Kind.UNSUPPORTED, explainPrivileges());
            case Errno.EINVAL -> new BenchmarkFailure(Kind.CONFIGURATION, "The kernel refuses to run " + what
                    + " on this input (EINVAL): check the " + type.inputName() + "'s length"
                    + (type.takesContext() ? "." : " and headers for this type of program."));
            default -> new BenchmarkFailure(Kind.ERROR, what + ": " + e.getMessage());
        };
    }

    /** A program that the kernel does not attach or trigger. */
    static BenchmarkFailure ofAttaching(BpfException e, String what) {
        return e.errno() == Errno.EPERM || e.errno() == Errno.EACCES
                ? new BenchmarkFailure(Kind.UNSUPPORTED, explainPrivileges())
                : new BenchmarkFailure(Kind.ERROR, what + ": " + e.getMessage());
    }

    /** A program for which there is no place to attach it here. */
    static BenchmarkFailure ofAttaching(String program, String why) {
        return new BenchmarkFailure(Kind.UNSUPPORTED, program + " cannot be measured by method attach: " + why
                + ". Remove the benchmark, or set onUnsupported to warn.");
    }

    /** Something that was in order at the trial and is not any more. */
    static BenchmarkFailure ofState(IllegalStateException e, Benchmark benchmark) {
        return new BenchmarkFailure(Kind.ERROR, "Benchmark " + benchmark.name() + ": " + e.getMessage() + ".");
    }

    /** A type that test-run does not take. */
    static BenchmarkFailure ofType(String program, String typeName, String section) {
        String why = typeName.equals("unspec") || typeName.startsWith("number")
                ? "libbpf does not know the section \"" + section + "\", so the program has no type"
                : typeName.equals(RunnableType.XDP.kernelName())
                ? "the kernel answers EINVAL for the XDP programs of a device or CPU map (section \"" + section + "\")"
                : "the kernel has no repeated test run for " + typeName + " programs, and answers ENOTSUPP (errno 524)"
                        + " or EINVAL";
        return new BenchmarkFailure(Kind.UNSUPPORTED, program + " cannot be measured by method test-run: " + why
                + ". Remove the benchmark, or set onUnsupported to warn.");
    }

    private static String explainPrivileges() {
        try {
            return Privileges.ofThisProcess().explanation();
        } catch (IOException e) {
            return "The kernel does not let this process use eBPF (EPERM), and its capabilities cannot be read: "
                    + e.getMessage();
        }
    }
}
