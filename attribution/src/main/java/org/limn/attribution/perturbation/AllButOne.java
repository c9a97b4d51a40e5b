package org.limn.attribution.perturbation;

import java.util.Iterator;

/**
 * Every segment kept alone, in order; then, if asked for, the fully perturbed sample, then the untouched one. The study's "only one"
 * is this with the untouched sample.
 *
 * @param all whether the fully perturbed sample is added
 * @param none whether the untouched sample is added
 */
public record AllButOne(boolean all, boolean none) implements Sampler {
    public AllButOne() {
        this(false, true);
    }

    @Override
    public int count(int segments) {
        return single().count(segments);
    }

    @Override
    public int fixed(int segments) {
        return count(segments);
    }

    @Override
    public Iterator<boolean[]> rows(int segments) {
        return single().rows(segments);
    }

    private Single single() {
        return new Single(true, all, none);
    }
}
