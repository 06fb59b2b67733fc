package io.github.bpfgate.worker;

import io.github.bpfgate.benchmark.CodeAddresses;
import io.github.bpfgate.benchmark.Privileges;
import io.github.bpfgate.benchmark.RunnableType;
import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.NetworkNamespace;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Tries what measuring needs, and says what of it this kernel and these privileges allow. */
final class ExamineTask {

    private final Libbpf libbpf;

    ExamineTask(Libbpf libbpf) {
        this.libbpf = libbpf;
    }

    WorkerEvent.Examined run() throws IOException {
        Map<String, String> types = new TreeMap<>();
        for (RunnableType type : RunnableType.values()) {
            types.put(type.kernelName(), why(() -> type.tryOut(libbpf)));
        }
        return new WorkerEvent.Examined(libbpf.version(), Privileges.ofThisProcess().missing(), types,
                why(() -> libbpf.enableRunTimeStatistics().close()),
                why(() -> NetworkNamespace.create(libbpf).close()), codeAddresses());
    }

    private String codeAddresses() throws IOException {
        try {
            return CodeAddresses.tryOut(libbpf);
        } catch (BpfException e) {
            return e.getMessage();
        }
    }

    private static String why(Runnable trial) {
        try {
            trial.run();
            return "";
        } catch (BpfException e) {
            return e.getMessage();
        }
    }
}
