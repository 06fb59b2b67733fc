package io.github.bpfgate.pipeline;

import io.github.bpfgate.clang.ChosenClang;
import io.github.bpfgate.clang.ClangChoice;
import io.github.bpfgate.clang.ClangException;
import io.github.bpfgate.clang.SystemHeaders;
import io.github.bpfgate.clang.SystemPackage;
import io.github.bpfgate.worker.Machine;
import io.github.bpfgate.worker.WorkerEvent;
import io.github.bpfgate.worker.WorkerException;
import io.github.bpfgate.worker.WorkerLauncher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The goal doctor: a table of what bpfgate needs and what is here, each miss with what mends it. */
public final class DoctorStep {

    /** One line of the table. */
    private record Finding(State state, String what, String found, String cure) {
    }

    private enum State {
        OK("ok"), MISSING("MISSING"), NOTE("note");

        private final String text;

        State(String text) {
            this.text = text;
        }
    }

    private static final List<String> HEADERS = List.of("bpf/bpf_helpers.h", "linux/bpf.h", "asm/types.h");
    private static final Path KERNEL_BTF = Path.of("/sys/kernel/btf/vmlinux");

    private final WorkerSettings settings;
    private final ClangChoice choice;
    private final Optional<String> clang;
    private final Optional<Path> btf;
    private final Journal journal;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param clang the configured compiler, or empty
     * @param btf   the file that vmlinux.h is to be made of; empty for the running kernel's BTF
     */
    public DoctorStep(WorkerSettings settings, ClangChoice choice, Optional<String> clang, Optional<Path> btf,
            Journal journal) {
        this.settings = settings;
        this.choice = choice;
        this.clang = clang;
        this.btf = btf;
        this.journal = journal;
    }

    /**
     * Examines and prints.
     *
     * @return how many needed things are missing
     */
    public int run() throws InterruptedException {
        examineSystem();
        examineClang();
        examineHeaders();
        examineWorker();
        print();
        return (int) findings.stream().filter(f -> f.state() == State.MISSING).count();
    }

    private void examineSystem() {
        String os = System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
        add(os.startsWith("Linux") ? State.OK : State.MISSING, "Linux", os, "eBPF runs on Linux only");
        add(State.OK, "Java", System.getProperty("java.version") + " (" + System.getProperty("java.home") + ")", "");
        boolean hasBtf = Files.isReadable(KERNEL_BTF);
        add(hasBtf ? State.OK : State.NOTE, "kernel BTF", hasBtf ? KERNEL_BTF.toString() : "none",
                "CO-RE programs need a kernel built with CONFIG_DEBUG_INFO_BTF; others do not");
    }

    private void examineClang() throws InterruptedException {
        try {
            ChosenClang found = choice.choose(clang);
            add(State.OK, "clang",
                    found.clang().version() + " (" + found.clang().executable() + "), has the BPF target", "");
            add(State.OK, "why this clang", found.why(), "");
        } catch (ClangException e) {
            add(State.MISSING, "clang", "none", e.getMessage());
        }
    }

    private void examineHeaders() throws InterruptedException {
        for (String name : HEADERS) {
            Optional<Path> found = new SystemHeaders().find(name);
            add(found.isPresent() ? State.OK : State.MISSING, name, found.map(Path::toString).orElse("none"),
                    SystemPackage.ofHeader(name).map(SystemPackage::install).orElse(""));
        }
        Path types = btf.orElse(KERNEL_BTF).toAbsolutePath();
        try {
            new TypesByLibbpf(settings.classPath(), settings.libbpf()).declarations(types);
            add(State.OK, "vmlinux.h", "can be made of " + types, "");
        } catch (ClangException e) {
            add(btf.isPresent() ? State.MISSING : State.NOTE, "vmlinux.h", "cannot be made of " + types, e.getMessage());
        }
    }

    private void examineWorker() throws InterruptedException {
        try {
            new WorkerLauncher(settings.launcher(), settings.classPath(), settings.longest())
                    .run(WorkerRequests.examine(settings), this::hear);
        } catch (WorkerException e) {
            add(State.MISSING, "worker", "does not run", e.getMessage());
        }
    }

    private void hear(WorkerEvent event) {
        if (event instanceof WorkerEvent.Started started) {
            addMachine(started.machine());
        } else if (event instanceof WorkerEvent.Examined examined) {
            addExamined(examined);
        } else if (event instanceof WorkerEvent.Failed failed) {
            add(State.MISSING, "libbpf", "none", failed.message());
        } else if (event instanceof WorkerEvent.Waiting) {
            journal.info("Waiting for another bpfgate that measures on this machine");
        }
    }

    private void addMachine(Machine machine) {
        add(State.OK, "libbpf", machine.libbpf(), "");
        add(machine.jit() ? State.OK : State.MISSING, "eBPF JIT", machine.jit() ? "on" : "off",
                "sysctl -w net.core.bpf_jit_enable=1: interpreted programs are not what production runs");
        add(machine.jitHarden() == 0 ? State.OK : State.NOTE, "JIT hardening",
                "net.core.bpf_jit_harden is " + machine.jitHarden(),
                "with 2, privileged programs are blinded too, and slower");
        add(State.OK, "CPU", machine.cpu() + ", measuring on number " + machine.cpuNumber(), "");
        add(machine.virtualization().equals("none") ? State.OK : State.NOTE, "virtualization",
                machine.virtualization(), machine.virtualization().equals("none") ? ""
                : "neighbours make noise: bpfgate:selftest tells how much");
    }

    private void addExamined(WorkerEvent.Examined examined) {
        List<String> missing = examined.missingCapabilities();
        // What that one is for has lines of its own, below; without it counts are taken all the same.
        boolean enough = missing.equals(List.of("CAP_SYS_ADMIN"));
        add(missing.isEmpty() ? State.OK : enough ? State.NOTE : State.MISSING, "capabilities",
                missing.isEmpty() ? "all that are needed" : "lacks " + String.join(", ", missing),
                "give them to the worker alone: <launcher>sudo -n</launcher>");
        reason("private network namespaces", examined.namespaces(), "needs CAP_SYS_ADMIN; keeps programs off the"
                + " devices of this machine, and holds those of XDP for fast measuring");
        reason("statistics clock", examined.statistics(), "needs CAP_SYS_ADMIN; for programs that change their packet,"
                + " and those of type raw_tracepoint and syscall");
        reason("places of machine code", examined.codeAddresses(), "without them candidate and baseline cannot be placed"
                + " alike in the cache lines, and differ more by chance");
        for (Map.Entry<String, String> type : examined.types().entrySet()) {
            reason("test run of " + type.getKey(), type.getValue(), "benchmarks of this type will be UNSUPPORTED");
        }
    }

    private void reason(String what, String whyNot, String cure) {
        add(whyNot.isEmpty() ? State.OK : State.NOTE, what, whyNot.isEmpty() ? "works" : whyNot, cure);
    }

    private void add(State state, String what, String found, String cure) {
        findings.add(new Finding(state, what, found, cure));
    }

    private void print() {
        for (Finding finding : findings) {
            String line = String.format("%-7s  %-28s  %s", finding.state().text, finding.what(), finding.found());
            if (finding.state() == State.MISSING) {
                journal.error(line);
                journal.error(" ".repeat(9) + "→ " + finding.cure());
            } else if (finding.state() == State.NOTE) {
                journal.warn(line);
                journal.warn(" ".repeat(9) + "→ " + finding.cure());
            } else {
                journal.info(line);
            }
        }
    }
}
