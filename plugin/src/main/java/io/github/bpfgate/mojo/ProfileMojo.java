package io.github.bpfgate.mojo;

import io.github.bpfgate.pipeline.GateException;
import io.github.bpfgate.pipeline.ProfileStep;
import io.github.bpfgate.report.ProfileText;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Prints where the instructions of one benchmark go: its source, each line with how often it is executed per run
 * and how many instructions that takes. Compiles nothing; run it after {@code mvn verify}:
 *
 * <pre>{@code
 * mvn bpfgate:profile -Dbpfgate.benchmark=fun_xdp
 * }</pre>
 *
 * @since 0.1.0
 */
@Mojo(name = "profile", threadSafe = true)
public final class ProfileMojo extends AbstractMeasuringMojo {

    /**
     * The benchmark's name, such as {@code -Dbpfgate.benchmark=fun_xdp}. By default the only one; where there are
     * several it has to be given.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.benchmark")
    private String benchmark;

    /**
     * {@code hot} for the lines that take most instructions first, {@code source} for the order of the file:
     * {@code -Dbpfgate.sort=source}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.sort", defaultValue = "hot")
    private String sort;

    /**
     * Whether the bytecode is printed, each instruction with its executions, below the source lines it comes from:
     * {@code -Dbpfgate.disassemble}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.disassemble", defaultValue = "false")
    private boolean disassemble;

    @Override
    void executeInModule() throws GateException, InterruptedException {
        ProfileStep step = new ProfileStep(new ProfileStep.Request(measureRequest(), outputDirectory(),
                Optional.ofNullable(benchmark), order(), disassemble), journal());
        Lock lock = ReactorLock.of(session());
        lock.lockInterruptibly();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }

    private ProfileText.Order order() throws GateException {
        return switch (sort) {
            case "hot" -> ProfileText.Order.HOT;
            case "source" -> ProfileText.Order.SOURCE;
            default -> throw new GateException("<sort> is \"" + sort + "\": it is hot or source.");
        };
    }
}
