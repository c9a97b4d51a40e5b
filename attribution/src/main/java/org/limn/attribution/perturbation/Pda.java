package org.limn.attribution.perturbation;

import org.limn.attribution.ExplanationException;

/**
 * Prediction difference analysis: the score of the untouched image less the mean score of the images that lose the segment,
 * {@code y(untouched) − Σ_n (1−z_ns) y_n / Σ_n (1−z_ns)}; or the difference of information, {@code log₂ p}, or of evidence,
 * {@code log₂ p/(1−p)}, both after Laplace's correction {@code p ← (p·n + 1)/(n + c)}. Where no sample is untouched its term is 0.
 *
 * <p>Robnik-Šikonja and Kononenko, "Explaining classifications for individual instances", TKDE 2008, eq. 2 to 4; Zintgraf et al.,
 * "Visualizing deep neural network decisions", ICLR 2017, https://arxiv.org/abs/1702.04595.
 *
 * @param form what is subtracted from what
 * @param divideWeight whether a sample weighs one over the number of segments that it perturbs
 * @param classes c of Laplace's correction
 * @param seen n of Laplace's correction, the number of images that the network was trained on
 */
public record Pda(Form form, boolean divideWeight, int classes, int seen) implements Attribution {
    /** What is subtracted from what. */
    public enum Form {
        PROBDIFF,
        INFODIFF,
        EVIDENCE
    }

    public Pda {
        if (classes < 1 || seen < 1) {
            throw new IllegalArgumentException(
                    "Laplace's correction needs classes and images seen from 1 on, got " + classes + " and " + seen);
        }
    }

    public Pda() {
        this(Form.PROBDIFF, false, 1000, 1_281_167);
    }

    @Override
    public Estimate of(Samples z, double[] y) {
        boolean[][] each = new boolean[z.segments()][z.segments()];
        for (int s = 0; s < each.length; s++) {
            each[s][s] = true;
        }
        return of(z, y, each);
    }

    /**
     * The same for sets of segments: a sample counts for a set if it perturbs every segment of it.
     *
     * @param sets for each set which segments belong to it
     */
    public Estimate of(Samples z, double[] y, boolean[][] sets) {
        z.require(y);
        double untouched = 0;
        int found = 0;
        for (int n = 0; n < y.length; n++) {
            if (z.isUntouched(n)) {
                untouched += y[n];
                found++;
            }
        }
        double first = found == 0 ? 0 : value(untouched / found);
        double[] values = new double[sets.length];
        double[] errors = new double[z.fixed() == z.count() ? 0 : sets.length];
        for (int s = 0; s < sets.length; s++) {
            double sum = 0;
            double weight = 0;
            for (int n = 0; n < y.length; n++) {
                double w = weight(z, n, sets[s]);
                sum += w * y[n];
                weight += w;
            }
            if (weight == 0) {
                throw new ExplanationException("PDA needs samples that perturb a segment, but none of the " + y.length
                        + " perturbs " + (sets.length == z.segments() ? "segment " : "all of set ") + s);
            }
            double mean = sum / weight;
            values[s] = first - value(mean);
            if (errors.length > 0) {
                double squares = 0;
                for (int n = 0; n < y.length; n++) {
                    double term = weight(z, n, sets[s]) * (y[n] - mean);
                    squares += term * term;
                }
                errors[s] = slope(mean) * Math.sqrt(squares * y.length / Math.max(1, y.length - 1.0)) / weight;
            }
        }
        return new Estimate(values, errors, 0);
    }

    /** What a sample counts for a set: an untouched one nothing, also when divided by the 0 segments that it perturbs. */
    private double weight(Samples z, int n, boolean[] set) {
        for (int s = 0; s < set.length; s++) {
            if (set[s] && z.kept(n, s)) {
                return 0;
            }
        }
        int perturbed = z.segments() - z.kept(n);
        return perturbed == 0 ? 0 : divideWeight ? 1.0 / perturbed : 1;
    }

    private double laplace(double p) {
        return (p * seen + 1) / (seen + classes);
    }

    private double value(double mean) {
        double p = laplace(mean);
        return switch (form) {
            case PROBDIFF -> mean;
            case INFODIFF -> Math.log(p) / Math.log(2);
            case EVIDENCE -> Math.log(p / (1 - p)) / Math.log(2);
        };
    }

    /** How fast the value moves with the mean. */
    private double slope(double mean) {
        double p = laplace(mean);
        double inner = seen / ((seen + (double) classes) * Math.log(2));
        return switch (form) {
            case PROBDIFF -> 1;
            case INFODIFF -> inner / p;
            case EVIDENCE -> inner / (p * (1 - p));
        };
    }
}
