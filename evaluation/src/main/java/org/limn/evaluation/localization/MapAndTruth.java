package org.limn.evaluation.localization;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.limn.evaluation.Order;

/**
 * A map against the pixels that truly belong to the object, as a classifier of pixels. With N pixels, T of them true, and the map m
 * ordered from its greatest value, ties by pixel index where a count of best pixels is asked for; where thresholds are, equal values
 * come together. Figures that are not defined are empty: nothing true or everything, a constant map scaled to [0,1], no positive
 * value.
 */
public final class MapAndTruth {
    private final double[] map;
    private final boolean[] truth;
    private final int[] order;
    private final int area;

    /**
     * The best F1 and where it is.
     *
     * @param f1 from 0 to 1
     * @param threshold pixels {@code m ≥ threshold} count as the object; the lowest of several with the same F1
     */
    public record BestF1(double f1, double threshold) {}

    /** What becomes known at one threshold: true ones and all so far, and in this group of equal values. */
    private interface Groups {
        void group(int hitsBefore, int before, int hits, int size, double value);
    }

    public MapAndTruth(double[] map, boolean[] truth) {
        if (map.length != truth.length || map.length == 0) {
            throw new IllegalArgumentException(
                    "a map and its truth have as many pixels, at least 1; got " + map.length + " and " + truth.length);
        }
        this.map = map.clone();
        this.truth = truth.clone();
        this.order = Order.descending(map);
        int true1 = 0;
        for (boolean t : truth) {
            true1 += t ? 1 : 0;
        }
        this.area = true1;
    }

    /** T, how many pixels are true. */
    public int area() {
        return area;
    }

    /** How often a true pixel is above one that is not, ties counting half: the area under the ROC curve. */
    public OptionalDouble rocAuc() {
        int falses = map.length - area;
        double[] pairs = {0};
        groups((hitsBefore, before, hits, size, value) ->
                pairs[0] += (double) (size - hits) * (hitsBefore + hits / 2.0));
        return defined(area > 0 && falses > 0, pairs[0] / area / falses);
    }

    /** {@code Σ_n (R_n − R_{n−1}) P_n} over the thresholds from high to low, R recall and P precision: not interpolated. */
    public OptionalDouble averagePrecision() {
        double[] sum = {0};
        groups((hitsBefore, before, hits, size, value) ->
                sum[0] += (double) hits / area * (hitsBefore + hits) / (before + size));
        return defined(area > 0, sum[0]);
    }

    /** The greatest {@code 2 TP/(P + T)} over all thresholds {@code m ≥ t}, P pixels being above; its f1 is 0 where T is 0. */
    public BestF1 bestF1() {
        BestF1[] best = {new BestF1(-1, Double.NaN)};
        groups((hitsBefore, before, hits, size, value) -> {
            double f1 = 2.0 * (hitsBefore + hits) / (before + size + area);
            best[0] = f1 >= best[0].f1 ? new BestF1(f1, value) : best[0];
        });
        return best[0];
    }

    /** F1 of the best T pixels, where precision and recall are the same number. */
    public OptionalDouble f1AtArea() {
        return defined(area > 0, (double) hits(area) / area);
    }

    /**
     * Intersection over union of the truth and the best {@code ⌊P/100·N + ½⌋} pixels.
     *
     * @param percent P
     */
    public OptionalDouble iouTop(double percent) {
        int taken = (int) Math.floor(percent / 100 * map.length + 0.5);
        int hits = hits(taken);
        return defined(taken + area > 0, (double) hits / (taken + area - hits));
    }

    /** {@code (1/N) Σ |(m − min m)/(max m − min m) − truth|}; empty for a constant map. */
    public OptionalDouble meanAbsoluteError() {
        double least = map[order[map.length - 1]], greatest = map[order[0]];
        double sum = 0;
        for (int i = 0; i < map.length; i++) {
            sum += Math.abs((map[i] - least) / (greatest - least) - (truth[i] ? 1 : 0));
        }
        return defined(greatest > least, sum / map.length);
    }

    /** 1 if the greatest pixel, the first if there are several, is a true one; else 0. */
    public OptionalDouble pointingGame() {
        return defined(area > 0, truth[order[0]] ? 1 : 0);
    }

    /** The share of the pixels with the greatest value that are true ones. */
    public OptionalDouble pointingShare() {
        double greatest = map[order[0]];
        int[] count = {0, 0};
        for (int i = 0; i < map.length; i++) {
            count[0] += map[i] == greatest ? 1 : 0;
            count[1] += map[i] == greatest && truth[i] ? 1 : 0;
        }
        return defined(area > 0, (double) count[1] / count[0]);
    }

    /** The share of the map's positive part that lies on true pixels; empty where nothing is positive. */
    public OptionalDouble energyInside() {
        double inside = 0, all = 0;
        for (int i = 0; i < map.length; i++) {
            double positive = Math.max(map[i], 0);
            all += positive;
            inside += truth[i] ? positive : 0;
        }
        return defined(all > 0, inside / all);
    }

    /** How many of the best pixels are true. */
    private int hits(int best) {
        return (int) Arrays.stream(order).limit(best).filter(i -> truth[i]).count();
    }

    private void groups(Groups each) {
        int hitsBefore = 0;
        for (int from = 0, to; from < order.length; from = to) {
            int hits = 0;
            for (to = from; to < order.length && map[order[to]] == map[order[from]]; to++) {
                hits += truth[order[to]] ? 1 : 0;
            }
            each.group(hitsBefore, from, hits, to - from, map[order[from]]);
            hitsBefore += hits;
        }
    }

    private static OptionalDouble defined(boolean is, double value) {
        return is ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
