package io.github.bpfgate.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.bpfgate.benchmark.ExactMeasurement;
import io.github.bpfgate.benchmark.Measurement;
import java.util.List;
import java.util.Map;

/** What the worker says, one JSON line an event, in the order it happens. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = WorkerEvent.Started.class, name = "started"),
    @JsonSubTypes.Type(value = WorkerEvent.Waiting.class, name = "waiting"),
    @JsonSubTypes.Type(value = WorkerEvent.Planned.class, name = "planned"),
    @JsonSubTypes.Type(value = WorkerEvent.Advanced.class, name = "advanced"),
    @JsonSubTypes.Type(value = WorkerEvent.Counted.class, name = "counted"),
    @JsonSubTypes.Type(value = WorkerEvent.Measured.class, name = "measured"),
    @JsonSubTypes.Type(value = WorkerEvent.Loaded.class, name = "loaded"),
    @JsonSubTypes.Type(value = WorkerEvent.NotLoaded.class, name = "not-loaded"),
    @JsonSubTypes.Type(value = WorkerEvent.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = WorkerEvent.Examined.class, name = "examined"),
    @JsonSubTypes.Type(value = WorkerEvent.Declared.class, name = "declared"),
    @JsonSubTypes.Type(value = WorkerEvent.Finished.class, name = "finished"),
})
public sealed interface WorkerEvent {

    /** The worker runs, and this is where. */
    record Started(Machine machine) implements WorkerEvent {
    }

    /** Another build measures on this host; the worker waits for it. */
    record Waiting(String lock) implements WorkerEvent {
    }

    /**
     * These benchmarks will be measured, in this order.
     *
     * @param leftOut  programs that nobody asked for, and why none of them is a benchmark
     * @param vanished programs that a baseline object holds and no candidate
     */
    record Planned(List<String> benchmarks, List<String> leftOut, List<String> vanished) implements WorkerEvent {
    }

    /** One more block is done. */
    record Advanced(String benchmark, int blocks, int atMost) implements WorkerEvent {
    }

    /** A benchmark's exact figures are taken; its times may follow. */
    record Counted(ExactMeasurement measurement) implements WorkerEvent {
    }

    /** A program that no benchmark runs is loaded, and its figures are taken. */
    record Loaded(ExactMeasurement measurement) implements WorkerEvent {
    }

    /**
     * A program that no benchmark runs does not load here, nor does its baseline.
     *
     * @param name    in the results
     * @param program the function's name
     * @param object  the candidate's file name
     * @param message a sentence
     */
    record NotLoaded(String name, String program, String object, String message) implements WorkerEvent {
    }

    /** A benchmark is timed. */
    record Measured(Measurement measurement) implements WorkerEvent {
    }

    /**
     * Something cannot be measured.
     *
     * @param benchmark its name; empty if the whole run cannot go on
     * @param kind      a {@link io.github.bpfgate.benchmark.BenchmarkFailure.Kind}
     * @param message   a sentence with a cure
     * @param log       the verifier's whole log, or empty
     * @param program   the program's name, or empty
     * @param object    the candidate's file name, or empty
     * @param method    by which it was to be measured, or empty
     */
    record Failed(String benchmark, String kind, String message, String log, String program, String object,
            String method) implements WorkerEvent {

        /** The same in other words. */
        public Failed saying(String words) {
            return new Failed(benchmark, kind, words, log, program, object, method);
        }
    }

    /**
     * What the kernel allows.
     *
     * @param libbpf              its version
     * @param missingCapabilities of those measuring needs
     * @param types               by type name: empty if a program of it loads and runs, else why not
     * @param statistics          empty if the statistics clock can be switched on, else why not
     * @param namespaces          empty if private network namespaces can be made, else why not
     * @param codeAddresses       empty if the kernel tells where machine code lies, else why not
     */
    record Examined(String libbpf, List<String> missingCapabilities, Map<String, String> types, String statistics,
            String namespaces, String codeAddresses) implements WorkerEvent {
    }

    /** The types of a file with BTF, as C. */
    record Declared(String types) implements WorkerEvent {
    }

    /** All is done. */
    record Finished() implements WorkerEvent {
    }
}
