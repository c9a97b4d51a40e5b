package org.limn.attribution.perturbation;

import java.util.Iterator;
import java.util.stream.IntStream;
import org.limn.attribution.ExplanationException;

/** Every subset of up to 16 segments, for {@link ExactShapley}: row n keeps segment s where bit s of n is 1. */
public record Subsets() implements Sampler {
    @Override
    public int count(int segments) {
        if (segments > ExactShapley.MOST) {
            throw new ExplanationException("all subsets are taken of at most " + ExactShapley.MOST + " segments, got "
                    + segments + "; use fewer, or another sampler");
        }
        return 1 << segments;
    }

    @Override
    public int fixed(int segments) {
        return count(segments);
    }

    @Override
    public Iterator<boolean[]> rows(int segments) {
        return IntStream.range(0, count(segments))
                .mapToObj(n -> {
                    boolean[] row = new boolean[segments];
                    for (int s = 0; s < segments; s++) {
                        row[s] = (n >> s & 1) == 1;
                    }
                    return row;
                })
                .iterator();
    }
}
