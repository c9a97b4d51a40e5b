package org.limn.attribution.perturbation;

import org.limn.attribution.ExplanationException;

/**
 * Contextual importance and utility. Of the scores that come of perturbing a segment, and the untouched one y₀, min and max are
 * taken; importance {@code CI = (max − min)/(max Y − min Y)}, utility {@code CU = (y₀ − min)/(max − min)}, influence
 * {@code CI·(CU − 0.5)}, each denominator with 10⁻¹² added. A segment that no
 * sample is about has importance 0.
 *
 * <p>Främling, "Decision theory meets explainable AI", EXTRAAMAS 2020.
 *
 * @param measure which of the three is the attribution
 * @param form which samples count for a segment
 */
public record Ciu(Measure measure, Form form) implements Attribution {
    /** What is measured. */
    public enum Measure {
        IMPORTANCE,
        UTILITY,
        INFLUENCE
    }

    /** Which samples count for a segment. */
    public enum Form {
        /** Those that perturb it alone; others may be untouched or fully perturbed and nothing else. */
        ORIGINAL,
        /** Those that keep it alone, each with 1 − y for y in the segment's min and max. */
        INVERSE,
        /** All that perturb no other segment. */
        MANY,
        /** All that keep the segment. */
        KEEP
    }

    private static final double TINY = 1e-12;

    public Ciu() {
        this(Measure.INFLUENCE, Form.ORIGINAL);
    }

    @Override
    public Estimate of(Samples z, double[] y) {
        boolean[][] sets = new boolean[z.segments()][z.segments()];
        for (int s = 0; s < sets.length; s++) {
            for (int other = 0; other < sets.length; other++) {
                sets[s][other] = (s == other) != (form == Form.KEEP);
            }
        }
        if (form == Form.ORIGINAL || form == Form.INVERSE) {
            int one = form == Form.ORIGINAL ? z.segments() - 1 : 1;
            for (int n = 0; n < z.count(); n++) {
                int kept = z.kept(n);
                if (kept != 0 && kept != z.segments() && kept != one) {
                    throw new ExplanationException("CIU in its " + (one == 1 ? "inverse" : "original")
                            + " form takes samples that " + (one == 1 ? "keep" : "perturb")
                            + " all segments, none or exactly one, but sample " + n + " keeps " + kept + " of "
                            + z.segments() + "; use form=many, or another sampler");
                }
            }
        }
        return of(z, y, sets);
    }

    /**
     * The same for sets of segments: all samples that perturb no segment outside a set count for it.
     *
     * @param sets for each set which segments belong to it
     */
    public Estimate of(Samples z, double[] y, boolean[][] sets) {
        z.require(y);
        double untouched = z.untouched(y, "CIU");
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (double score : y) {
            least = Math.min(least, score);
            greatest = Math.max(greatest, score);
        }
        double[] values = new double[sets.length];
        for (int s = 0; s < sets.length; s++) {
            double min = untouched;
            double max = untouched;
            for (int n = 0; n < y.length; n++) {
                if (!z.isUntouched(n) && counts(z, n, sets[s])) {
                    double score = form == Form.INVERSE ? 1 - y[n] : y[n];
                    min = Math.min(min, score);
                    max = Math.max(max, score);
                }
            }
            double importance = (max - min) / (greatest - least + TINY);
            double utility = (untouched - min) / (max - min + TINY);
            values[s] = switch (measure) {
                case IMPORTANCE -> importance;
                case UTILITY -> utility;
                case INFLUENCE -> importance * (utility - 0.5);
            };
        }
        return Estimate.of(values);
    }

    private boolean counts(Samples z, int n, boolean[] set) {
        if (form == Form.ORIGINAL && z.kept(n) == 0 && z.segments() > 1) {
            return false;
        }
        for (int s = 0; s < set.length; s++) {
            boolean perturbed = !z.kept(n, s);
            if (form == Form.INVERSE ? perturbed == set[s] : perturbed && !set[s]) {
                return false;
            }
        }
        return true;
    }
}
