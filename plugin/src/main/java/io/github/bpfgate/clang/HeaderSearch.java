package io.github.bpfgate.clang;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Knows where clang may look for a header, so that a new header that hides an old one is noticed although no file
 * that was read has changed. What {@code __has_include} did not find is not covered.
 *
 * @param directories absolute, in no particular order: any of them may come before another
 */
record HeaderSearch(Set<Path> directories) {

    private static final List<String> OPTIONS = List.of("-I", "-isystem", "-iquote", "-idirafter");
    private static final List<Path> BUILT_IN = List.of(Path.of("/usr/local/include"), Path.of("/usr/include"));

    /** The directories that the flags name, relative ones below {@code workingDirectory}, and clang's own. */
    static HeaderSearch in(List<String> flags, Path workingDirectory) {
        Set<Path> directories = new LinkedHashSet<>(BUILT_IN);
        for (int i = 0; i < flags.size(); i++) {
            for (String option : OPTIONS) {
                if (flags.get(i).equals(option) && i + 1 < flags.size()) {
                    directories.add(workingDirectory.resolve(flags.get(i + 1)).normalize());
                } else if (flags.get(i).startsWith(option)) {
                    String joined = flags.get(i).substring(option.length());
                    directories.add(workingDirectory.resolve(joined).normalize());
                }
            }
        }
        return new HeaderSearch(directories);
    }

    /**
     * The files clang could have read by the same names but did not. As long as this set stays the same, so does the
     * choice among them.
     *
     * @param read the files it did read, absolute
     */
    SortedSet<String> passedOver(Collection<Path> read) {
        Set<Path> places = new LinkedHashSet<>(directories);
        read.forEach(file -> places.add(file.getParent())); // #include "…" begins beside the file that includes
        Set<Path> names = new LinkedHashSet<>();
        for (Path file : read) {
            places.stream().filter(file::startsWith).map(place -> place.relativize(file)).forEach(names::add);
        }
        List<Path> candidates = new ArrayList<>();
        places.forEach(place -> names.forEach(name -> candidates.add(place.resolve(name))));
        SortedSet<String> others = new TreeSet<>();
        for (Path candidate : candidates) {
            if (!read.contains(candidate) && Files.isRegularFile(candidate)) {
                others.add(candidate.toString());
            }
        }
        return others;
    }
}
