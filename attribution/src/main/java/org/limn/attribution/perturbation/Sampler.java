package org.limn.attribution.perturbation;

import java.util.Iterator;
import java.util.List;

/**
 * Chooses which segments perturbed images keep. Implementations are records, known by a line in {@code META-INF/services}; those
 * that draw do so from Java's {@code L64X128MixRandom} with their seed, one row after another, segment by segment.
 */
public interface Sampler {
    /** How many samples it takes of images of this many segments. */
    int count(int segments);

    /** The samples in order, each a new array of {@code segments} with true for a segment that is kept. */
    Iterator<boolean[]> rows(int segments);

    /** How many of the first samples are certain and not drawn. */
    default int fixed(int segments) {
        return 0;
    }

    /** The first samples, for an attribution. */
    default Samples samples(List<boolean[]> first) {
        return new Samples(first, fixed(first.get(0).length));
    }

    /** All samples. */
    default Samples all(int segments) {
        List<boolean[]> all = new java.util.ArrayList<>();
        rows(segments).forEachRemaining(all::add);
        return samples(all);
    }

    /** A sample that keeps all segments, or none. */
    static boolean[] uniform(int segments, boolean kept) {
        boolean[] row = new boolean[segments];
        java.util.Arrays.fill(row, kept);
        return row;
    }

    /** Checks a number of samples. */
    static void requireCount(int samples) {
        if (samples < 1) {
            throw new IllegalArgumentException("a sampler takes at least 1 sample, got " + samples);
        }
    }
}
