package io.github.bpfgate.mojo;

import io.github.bpfgate.benchmark.Attaching;
import io.github.bpfgate.benchmark.NearestNames;
import io.github.bpfgate.libbpf.SystemCall;
import io.github.bpfgate.pipeline.GateException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * A {@code <workload>}: what runs a program that is attached.
 *
 * <pre>{@code
 * <workload><syscall>kill</syscall><count>200</count></workload>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class WorkloadParameter {

    private static final String GENERIC = "generic";

    /** A system call that runs the program once, such as {@code getpgid}; by default the one that its section names. */
    @Parameter
    private String syscall;

    /** How often the program is triggered for one sample; by default as often as takes half a millisecond. */
    @Parameter
    private Integer count;

    /**
     * Where an XDP program is run: {@code driver}, by the interface's driver, or {@code generic}, by the network stack,
     * as for an interface whose driver has no XDP. By default driver.
     */
    @Parameter
    private String xdpMode;

    Attaching toAttaching(String where) throws GateException {
        if (syscall == null && count == null && xdpMode == null) {
            throw new GateException(where + "<workload> holds nothing: give <syscall>, <count> or <xdpMode>.");
        }
        if (xdpMode != null && !List.of("driver", GENERIC).contains(xdpMode)) {
            throw new GateException(where + "<xdpMode> is \"" + xdpMode + "\": give driver or generic.");
        }
        if (count != null && count < 1) {
            throw new GateException(where + "<count> is " + count + ": give a number of triggers of at least 1.");
        }
        if (syscall != null && SystemCall.of(syscall).isEmpty()) {
            throw new GateException(where + "<syscall> is none of those that can be made again and again without"
                    + " effect: " + NearestNames.suggest(syscall, SystemCall.names()));
        }
        return new Attaching(Optional.ofNullable(syscall).flatMap(SystemCall::of),
                count == null ? OptionalInt.empty() : OptionalInt.of(count), GENERIC.equals(xdpMode), List.of());
    }
}
