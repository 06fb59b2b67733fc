package io.github.bpfgate.benchmark.attach;

import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.LoadedProgram;

/**
 * Where the programs of one benchmark are attached, and what triggers them there.
 *
 * <p>It holds what it needs by descriptor alone, and gives it back when closed.
 */
public interface Stage extends AutoCloseable {

    /** A program that is attached until this is closed. */
    interface Attachment extends AutoCloseable {

        /**
         * Triggers the program on the calling thread.
         *
         * @param times how often; each is one run, or always as many ({@link Stage#runsOften()})
         */
        void trigger(int times);

        @Override
        void close();
    }

    /**
     * Attaches a program.
     *
     * @throws BpfException if the kernel refuses
     */
    Attachment attach(LoadedProgram program);

    /**
     * Whether what is attached here is one for the whole machine: then other processes trigger it too, and one trigger
     * runs all that is attached. If not, each attachment is triggered alone, and up to three can be open at a time.
     */
    boolean isShared();

    /**
     * Whether one trigger runs a program several times, always as many: at each step of a handshake, say. If not, it
     * runs it once.
     */
    default boolean runsOften() {
        return false;
    }

    /** The triggers in words, in the plural. */
    String triggers();

    @Override
    void close();
}
