package io.github.bpfgate.instrument;

import java.util.stream.IntStream;

/** Disjoint sets of the numbers from 0, by union-find with path halving. */
final class Partition {

    private final int[] parent;

    Partition(int size) {
        parent = IntStream.range(0, size).toArray();
    }

    int size() {
        return parent.length;
    }

    /** The number that stands for the set that this one is in. */
    int find(int number) {
        int at = number;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    /** Makes one set of the sets of the two; false if they were one before. */
    boolean join(int one, int other) {
        int a = find(one);
        int b = find(other);
        parent[a] = b;
        return a != b;
    }
}
