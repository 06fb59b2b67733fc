package io.github.bpfgate.benchmark;

import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.LoadedProgram;
import io.github.bpfgate.libbpf.NetworkNamespace;
import io.github.bpfgate.libbpf.XdpLink;
import java.util.EnumMap;
import java.util.Map;

/**
 * Keeps the programs of a block in the XDP dispatcher, each attached to {@code lo} of a namespace of its own.
 *
 * <p>A program held there is test-run in about a microsecond a call; any other waits for RCU twice a call. The next
 * block's programs take the places of the last one's, which costs one wait each where detaching and attaching cost
 * two.
 */
final class XdpHold implements AutoCloseable {

    private final Libbpf libbpf;
    private final Map<Side, NetworkNamespace> namespaces = new EnumMap<>(Side.class);
    private final Map<Side, XdpLink> links = new EnumMap<>(Side.class);

    XdpHold(Libbpf libbpf) {
        this.libbpf = libbpf;
    }

    /**
     * Holds a program in the place of the side's last one. The calling thread stays in the namespace it is in.
     *
     * @throws BpfException if the kernel refuses; the programs of XDP_DEVMAP and XDP_CPUMAP cannot be held
     */
    void hold(Side side, LoadedProgram program) {
        XdpLink link = links.get(side);
        if (link == null) {
            links.put(side, attach(side, program));
        } else {
            link.replace(program);
        }
    }

    private XdpLink attach(Side side, LoadedProgram program) {
        try (NetworkNamespace home = NetworkNamespace.ofThisThread(libbpf)) {
            NetworkNamespace namespace = namespaces.computeIfAbsent(side, s -> NetworkNamespace.create(libbpf));
            try {
                return XdpLink.attach(libbpf, namespace, program);
            } finally {
                home.enter();
            }
        }
    }

    @Override
    public void close() {
        links.values().forEach(XdpLink::close);
        namespaces.values().forEach(NetworkNamespace::close);
        links.clear();
        namespaces.clear();
    }
}
