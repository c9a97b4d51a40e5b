package org.limn.evaluation.pic;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.limn.evaluation.Curve;
import org.limn.evaluation.Score;

/**
 * The curves of PAIR's saliency library: both axes normalized between the blurred image (0, 0) and the original (1, 1), {@code ((I
 * − I₀)/(I₁ − I₀), (p − p₀)/(p₁ − p₀))}, clipped to [0,1], interpolated at 0, 0.001, …, 1 and joined point by point.
 *
 * @param minPrediction images with less on the original are refused; the library's default is 0.8, its notebook's 0.5
 * @param monotone whether the performance of a threshold is at least that of those before, as in the notebook
 * @param join of images, at each of the 1001 points
 */
public record Notebook(double minPrediction, boolean monotone, Join join) implements Style {
    private static final int POINTS = 1000;

    public Notebook() {
        this(0.5, true, Join.MEDIAN);
    }

    @Override
    public Optional<String> refusal(Performance kind, double[] information, double[] performance) {
        int last = information.length - 1;
        String reason = null;
        if (performance[last] < minPrediction) {
            reason = String.format(
                    Locale.ROOT,
                    "the original's prediction, %.4g, is below the least that counts, %.4g",
                    performance[last],
                    minPrediction);
        } else if (information[0] >= information[last]) {
            reason = String.format(
                    Locale.ROOT,
                    "the blurred image has no less information than the original, %.0f and %.0f bytes",
                    information[0],
                    information[last]);
        } else if (performance[0] >= performance[last]) {
            reason = String.format(
                    Locale.ROOT,
                    "the blurred image's prediction is not below the original's, %.4g and %.4g",
                    performance[0],
                    performance[last]);
        }
        return Optional.ofNullable(reason);
    }

    @Override
    public Score score(Performance kind, double[] information, double[] performance) {
        int n = information.length; // (0,0) and (1,1) take the places of the ends, after the thresholds
        double i0 = information[0], i1 = information[n - 1], p0 = performance[0], p1 = performance[n - 1];
        double[] x = new double[n], y = new double[n];
        double greatest = 0;
        for (int k = 1; k < n - 1; k++) {
            x[k - 1] = clipped((information[k] - i0) / (i1 - i0));
            y[k - 1] = clipped((performance[k] - p0) / (p1 - p0));
            greatest = Math.max(greatest, y[k - 1]);
            y[k - 1] = monotone ? greatest : y[k - 1];
        }
        x[n - 1] = 1;
        y[n - 1] = 1;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> x[k])) // stable
                .mapToInt(k -> k)
                .toArray();
        double[] at = abscissas(), curve = new double[POINTS + 1];
        for (int i = 0, k = 0; i < POINTS; i++) {
            // the last point at or before the abscissa; the one after it is further right, as (1,1) is the last of all
            while (x[order[k + 1]] <= at[i]) {
                k++;
            }
            int left = order[k], right = order[k + 1];
            curve[i] = y[left] + (y[right] - y[left]) / (x[right] - x[left]) * (at[i] - x[left]);
        }
        curve[POINTS] = 1;
        Curve drawn = new Curve(
                "information, normalized", kind == Performance.SIC ? "probability, normalized" : "accuracy", at, curve);
        return Score.of(drawn.area(), drawn);
    }

    @Override
    public Curve joined(Performance kind, List<Curve> curves) {
        double[] y = new double[POINTS + 1];
        for (int i = 0; i <= POINTS; i++) {
            int at = i;
            y[i] = join.of(curves.stream().mapToDouble(c -> c.y()[at]).toArray());
        }
        return new Curve("information, normalized", curves.get(0).yName(), abscissas(), y);
    }

    private static double[] abscissas() {
        double[] x = new double[POINTS + 1];
        for (int i = 0; i <= POINTS; i++) {
            x[i] = (double) i / POINTS;
        }
        return x;
    }

    private static double clipped(double value) {
        return Math.min(1, Math.max(0, value));
    }
}
