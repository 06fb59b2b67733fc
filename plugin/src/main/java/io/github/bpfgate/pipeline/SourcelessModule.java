package io.github.bpfgate.pipeline;

import io.github.bpfgate.baseline.BaselineDirectory;
import java.nio.file.Files;
import java.nio.file.Path;

/** A module without eBPF sources: left alone, unless something is stored to gate it by. */
public final class SourcelessModule {

    private SourcelessModule() {
    }

    /**
     * Tells a module that has no sources from one whose sources are not where they are looked for.
     *
     * @throws GateException if a baseline is stored
     */
    public static void requireNothingStored(Path sourceDirectory, Path baselineDirectory) throws GateException {
        Path baseline = new BaselineDirectory(baselineDirectory).file();
        if (Files.exists(baseline)) {
            throw new GateException("There are no eBPF sources in " + sourceDirectory + ", and yet a baseline is stored in "
                    + baseline + ". Correct <sourceDirectory>, or delete the baseline with the sources.");
        }
    }
}
