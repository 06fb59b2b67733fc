package io.github.bpfgate.mojo;

import io.github.bpfgate.benchmark.Attaching;
import io.github.bpfgate.benchmark.Method;
import io.github.bpfgate.benchmark.input.NoInput;
import io.github.bpfgate.gate.Rule;
import io.github.bpfgate.pipeline.BenchmarkSpec;
import io.github.bpfgate.pipeline.GateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * A {@code <benchmark>}: a program, its input, its rules.
 *
 * <pre>{@code
 * <benchmark>
 *   <name>lookup-hit</name>
 *   <program>port_filter</program>
 *   <object>lookup</object>
 *   <method>test-run</method>
 *   <input><packet>ipv4 udp dport=53</packet></input>
 *   <setup>fill_ports</setup>
 *   <rules><rule><metric>latency</metric><maxIncrease>3%</maxIncrease></rule></rules>
 * </benchmark>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class BenchmarkParameter {

    /** The name in results and baseline; the program's by default. */
    @Parameter
    private String name;

    /** The program's function name. */
    @Parameter(required = true)
    private String program;

    /** The object that holds it, without {@code .bpf.o}; needed only where two objects hold that program. */
    @Parameter
    private String object;

    /**
     * How it is run: {@code test-run}, by BPF_PROG_TEST_RUN on its input; or {@code attach}, attached as its section
     * says and triggered by its workload. By default test-run where the program's type has one, else attach.
     */
    @Parameter
    private String method;

    /**
     * The packets; 64 bytes of IPv4 and UDP by default. Of a program of type raw_tracepoint or syscall the contexts,
     * that is the arguments of 8 bytes each or the program's own struct; by default as many zeros as it may read.
     */
    @Parameter
    private InputParameter input;

    /** What triggers the program where it is attached; by default what is known to. */
    @Parameter
    private WorkloadParameter workload;

    /**
     * A program of the object that is run once after each load, to fill maps: best in {@code SEC("syscall")}, which
     * says by 0 that it did and by anything else that it failed. One of another type that test-run takes will do, and
     * what it returns is ignored. It is run on the default input of its type.
     */
    @Parameter
    private String setup;

    /** Rules in the place of all of the module's. */
    @Parameter
    private List<RuleParameter> rules;

    static List<BenchmarkSpec> toSpecs(List<BenchmarkParameter> parameters) throws GateException {
        List<BenchmarkSpec> specs = new ArrayList<>();
        for (BenchmarkParameter parameter : parameters) {
            specs.add(parameter.toSpec());
        }
        return specs;
    }

    BenchmarkSpec toSpec() throws GateException {
        if (program == null || program.isBlank()) {
            throw new GateException("A <benchmark>" + (name == null ? "" : " named " + name) + " has no <program>."
                    + " Give the function's name in C.");
        }
        return new BenchmarkSpec(Optional.ofNullable(name), program, Optional.ofNullable(object),
                input == null ? new NoInput() : input.toInput(where()), Optional.ofNullable(setup), toMethod(),
                workload == null ? Attaching.DEFAULT : workload.toAttaching(where()));
    }

    private Optional<Method> toMethod() throws GateException {
        if (method != null && Method.of(method).isEmpty()) {
            throw new GateException(where() + "<method> is \"" + method + "\", which is not known. The methods there"
                    + " are: " + String.join(", ", Method.names()) + ".");
        }
        Optional<Method> chosen = Optional.ofNullable(method).flatMap(Method::of)
                .or(() -> Optional.ofNullable(workload).map(w -> Method.ATTACH));
        if (chosen.equals(Optional.of(Method.TEST_RUN)) && workload != null) {
            throw new GateException(where() + "<workload> triggers an attached program, and <method> is " + method
                    + ". Drop one of them.");
        }
        return chosen;
    }

    /** Empty where the module's rules apply. */
    Optional<List<Rule>> toRules() throws GateException {
        return rules == null || rules.isEmpty() ? Optional.empty()
                : Optional.of(RuleParameter.toRules(rules, where()));
    }

    String resultName() {
        return name == null ? program : name;
    }

    private String where() {
        return "Benchmark " + resultName() + ": ";
    }
}
