package org.limn.attribution.perturbation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Every segment perturbed alone, in order; then, if asked for, the fully perturbed sample, then the untouched one.
 *
 * @param inverse whether every segment is kept alone instead, which the study calls "all but one"
 * @param all whether the fully perturbed sample is added
 * @param none whether the untouched sample is added
 */
public record Single(boolean inverse, boolean all, boolean none) implements Sampler {
    public Single() {
        this(false, false, true);
    }

    @Override
    public int count(int segments) {
        return segments + (all ? 1 : 0) + (none ? 1 : 0);
    }

    @Override
    public int fixed(int segments) {
        return count(segments);
    }

    @Override
    public Iterator<boolean[]> rows(int segments) {
        List<boolean[]> rows = new ArrayList<>();
        for (int s = 0; s < segments; s++) {
            boolean[] row = Sampler.uniform(segments, !inverse);
            row[s] = inverse;
            rows.add(row);
        }
        if (all) {
            rows.add(Sampler.uniform(segments, false));
        }
        if (none) {
            rows.add(Sampler.uniform(segments, true));
        }
        return rows.iterator();
    }
}
