package org.limn.evaluation.sanity;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.limn.attribution.Channels;
import org.limn.attribution.Explanation;
import org.limn.autodiff.tensor.Shape;
import org.limn.evaluation.Curve;
import org.limn.evaluation.Maps;
import org.limn.evaluation.Outcome;
import org.limn.evaluation.Score;
import org.limn.evaluation.ScoreKind;
import org.limn.evaluation.Scores;

/** The figures that tell how much of a map is left when model or question change: 1 where nothing has changed. */
enum Likeness {
    /** Rank correlation of {@code Σ_c |a|}. */
    SPEARMAN_ABS,
    /** Rank correlation of {@code Σ_c a}. */
    SPEARMAN,
    /** Structural similarity of {@code Σ_c |a|}, scaled to [0,1]. */
    SSIM,
    /** Correlation of the histograms of gradients of {@code Σ_c |a|}, scaled to [0,1]. */
    HOG;

    ScoreKind kind() {
        return new ScoreKind(key(), false, "similarity");
    }

    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<ScoreKind> kinds() {
        return Arrays.stream(values()).map(Likeness::kind).toList();
    }

    /** Empty where it is not defined: a map that is constant, or too small. */
    OptionalDouble of(Explanation before, Explanation after) {
        Channels channels = this == SPEARMAN ? Channels.SUM : Channels.ABS_SUM;
        double[] a = Maps.of(before, channels), b = Maps.of(after, channels);
        Shape shape = before.heatmap(channels).shape();
        int height = shape.dim(0), width = shape.dim(1);
        int least = this == HOG ? 48 : this == SSIM ? 7 : 1;
        if (Math.min(height, width) < least) {
            return OptionalDouble.empty();
        }
        double found =
                switch (this) {
                    case SPEARMAN_ABS, SPEARMAN -> Similarity.spearman(a, b);
                    case SSIM -> Similarity.ssim(Similarity.scaled(a), Similarity.scaled(b), height, width);
                    case HOG -> Similarity.hog(Similarity.scaled(a), Similarity.scaled(b), height, width);
                };
        return Double.isNaN(found) ? OptionalDouble.empty() : OptionalDouble.of(found);
    }

    /** The mean over several maps, and the curve where there is more than one; what is undefined is left out, or skipped. */
    static Outcome mean(Explanation before, List<Explanation> after, String xName) {
        Map<String, Score> found = new LinkedHashMap<>();
        Map<String, String> skipped = new LinkedHashMap<>();
        for (Likeness likeness : values()) {
            double[] x = new double[after.size()], y = new double[after.size()];
            int n = 0;
            for (int k = 0; k < x.length; k++) {
                OptionalDouble one = likeness.of(before, after.get(k));
                if (one.isPresent()) {
                    x[n] = k + 1;
                    y[n++] = one.getAsDouble();
                }
            }
            String name = likeness.key();
            if (n == 0) {
                skipped.put(name, name + " is not defined for maps that are constant or too small");
            } else {
                double mean = Arrays.stream(y, 0, n).average().orElseThrow();
                found.put(
                        name,
                        after.size() == 1
                                ? Score.of(mean)
                                : Score.of(mean, new Curve(xName, name, Arrays.copyOf(x, n), Arrays.copyOf(y, n))));
            }
        }
        return Scores.of(found, skipped);
    }
}
