package io.github.bpfgate.mojo;

import io.github.bpfgate.pipeline.BenchmarkStep;
import io.github.bpfgate.pipeline.GateException;
import io.github.bpfgate.pipeline.MeasureRequest;
import java.util.concurrent.locks.Lock;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.eclipse.aether.RepositorySystem;

/**
 * Loads the programs built now and the stored ones, measures them side by side in a process of its own, and writes
 * {@code results.json}. List it after {@code compile}:
 *
 * <pre>{@code
 * <plugin>
 *   <groupId>io.github.bpfgate</groupId>
 *   <artifactId>bpfgate-maven-plugin</artifactId>
 *   <configuration>
 *     <launcher>sudo -n</launcher>
 *     <benchmarks>
 *       <benchmark>
 *         <program>fun_xdp</program>
 *         <input><pcap>src/test/bpf/sources.pcap</pcap></input>
 *       </benchmark>
 *     </benchmarks>
 *   </configuration>
 *   <executions>
 *     <execution>
 *       <goals>
 *         <goal>compile</goal>
 *         <goal>benchmark</goal>
 *         <goal>check</goal>
 *       </goals>
 *     </execution>
 *   </executions>
 * </plugin>
 * }</pre>
 *
 * @since 0.1.0
 */
@Mojo(name = "benchmark", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class BenchmarkMojo extends AbstractJudgingMojo {

    /** @param repositorySystem Maven's own, to find released baselines with */
    @Inject
    public BenchmarkMojo(RepositorySystem repositorySystem) {
        super(repositorySystem);
    }

    /** What this goal leaves for check. */
    static final String RESULTS = "results";

    @Override
    void executeInModule() throws GateException, InterruptedException {
        MeasureRequest request = measureRequest();
        claim(RESULTS, request.reportDirectory());
        BenchmarkStep step = new BenchmarkStep(request, journal());
        Lock lock = ReactorLock.of(session());
        lock.lockInterruptibly();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }
}
