package org.limn.evaluation.pic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.limn.evaluation.Curve;
import org.limn.evaluation.Score;

/**
 * The curves of the XRAI paper: information as a share of the original's, {@code I/I₁}, performance as a share of the original's,
 * {@code p/p₁}, unclipped, and for AIC right or wrong. The points of all images go into bins by information; a bin gives their
 * median (SIC) or mean (AIC).
 *
 * <p>The area is taken by trapezoids between the centers of the bins that hold a point, the outermost values held to 0 and 1;
 * the paper does not say what it does there. An image for itself is binned in the same way. More information than the original's
 * counts as the last bin.
 *
 * <p>Kapishnikov et al., "XRAI: Better Attributions Through Regions", ICCV 2019, section 4.2,
 * https://arxiv.org/abs/1906.02825.
 *
 * @param bins of equal width over [0,1]
 */
public record Paper(int bins) implements Style {
    public Paper {
        if (bins < 1) {
            throw new IllegalArgumentException("information goes into one bin or more, got " + bins);
        }
    }

    public Paper() {
        this(100);
    }

    @Override
    public Optional<String> refusal(Performance kind, double[] information, double[] performance) {
        return kind == Performance.SIC && performance[performance.length - 1] == 0
                ? Optional.of("the original's prediction is 0, of which nothing is a share")
                : Optional.empty();
    }

    @Override
    public Score score(Performance kind, double[] information, double[] performance) {
        int n = information.length;
        double[] x = new double[n], y = new double[n];
        for (int k = 0; k < n; k++) {
            x[k] = information[k] / information[n - 1];
            y[k] = kind == Performance.SIC ? performance[k] / performance[n - 1] : performance[k];
        }
        Curve points = new Curve(
                "information, share of the original's",
                kind == Performance.SIC ? "probability, share of the original's" : "accuracy",
                x,
                y);
        return Score.of(joined(kind, List.of(points)).area(), points);
    }

    @Override
    public Curve joined(Performance kind, List<Curve> curves) {
        List<List<Double>> held = new ArrayList<>();
        for (int b = 0; b < bins; b++) {
            held.add(new ArrayList<>());
        }
        for (Curve curve : curves) {
            for (int k = 0; k < curve.x().length; k++) {
                held.get((int) Math.min(bins - 1, curve.x()[k] * bins)).add(curve.y()[k]);
            }
        }
        List<double[]> points = new ArrayList<>();
        for (int b = 0; b < bins; b++) {
            double[] values =
                    held.get(b).stream().mapToDouble(Double::doubleValue).toArray();
            if (values.length > 0) {
                points.add(
                        new double[] {(b + 0.5) / bins, (kind == Performance.SIC ? Join.MEDIAN : Join.MEAN).of(values)
                        });
            }
        }
        points.add(0, new double[] {0, points.get(0)[1]});
        points.add(new double[] {1, points.get(points.size() - 1)[1]});
        return new Curve(
                "information, share of the original's",
                curves.get(0).yName(),
                points.stream().mapToDouble(p -> p[0]).toArray(),
                points.stream().mapToDouble(p -> p[1]).toArray());
    }
}
