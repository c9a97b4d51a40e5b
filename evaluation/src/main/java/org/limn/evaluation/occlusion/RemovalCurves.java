package org.limn.evaluation.occlusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.limn.autodiff.tensor.Tensor;
import org.limn.evaluation.Curve;

/**
 * Scores while the parts of an image are removed in n images, the first untouched and the last wholly removed: least important
 * first (LIF) and most important first (MIF), the exact reverse. A curve's summary is the mean of its n scores;
 * {@code SRG = LIF − MIF}.
 *
 * <p>Pihlgren and Pihlgren, "Post-hoc image perturbation", 2025; Samek et al., "Evaluating the visualization of what a deep
 * neural network has learned", IEEE TNNLS 2017, for MIF alone; Blücher et al., "Decoupling pixel flipping and occlusion strategy
 * for consistent XAI benchmarks", TMLR 2024, for the difference.
 */
public final class RemovalCurves {
    private final double[] shares;
    private final double[] lif;
    private final double[] mif;

    private RemovalCurves(double[] shares, double[] lif, double[] mif) {
        this.shares = shares;
        this.lif = lif;
        this.mif = mif;
    }

    /**
     * How many of {@code size} parts are gone in each of n images: {@code k·size/(n−1)} rounded, half to even.
     *
     * @param images n, at least 2
     */
    public static int[] breakPoints(int size, int images) {
        double step = (double) size / (images - 1);
        return IntStream.range(0, images)
                .map(k -> k == images - 1 ? size : (int) Math.rint(k * step))
                .toArray();
    }

    /**
     * Asks for the scores of both curves; images that both share are asked for once.
     *
     * @param order the parts from the least important to the most
     * @param images n
     * @param without the image without the parts that are marked
     * @param scores the target's score of each image
     */
    public static RemovalCurves of(
            int[] order, int images, Function<boolean[], Tensor> without, Function<List<Tensor>, double[]> scores) {
        return of(order, images, gone -> scores.apply(gone.stream().map(without).toList()));
    }

    /**
     * The same, where images are made in the batches that the model takes.
     *
     * @param scores the target's score of the image without the parts that are marked, for each of several
     */
    static RemovalCurves of(int[] order, int images, Function<List<boolean[]>, double[]> scores) {
        if (images < 2) {
            throw new IllegalArgumentException(
                    "curves need at least 2 images, the untouched and the wholly removed one, got " + images);
        }
        int n = order.length;
        int[] at = breakPoints(n, images);
        List<boolean[]> asked = new ArrayList<>();
        for (int gone : at) {
            asked.add(marked(order, 0, gone));
        }
        for (int k = 1; k < images - 1; k++) {
            asked.add(marked(order, n - at[k], n));
        }
        double[] found = scores.apply(asked);
        double[] lif = Arrays.copyOf(found, images), mif = lif.clone();
        System.arraycopy(found, images, mif, 1, images - 2);
        return new RemovalCurves(
                Arrays.stream(at).mapToDouble(k -> (double) k / n).toArray(), lif, mif);
    }

    private static boolean[] marked(int[] order, int from, int to) {
        boolean[] gone = new boolean[order.length];
        for (int k = from; k < to; k++) {
            gone[order[k]] = true;
        }
        return gone;
    }

    /** Each curve as {@code (y − y_last)/(y_first − y_last)}; not finite where first and last agree. */
    public RemovalCurves normalized() {
        double last = lif[lif.length - 1], drop = lif[0] - last;
        return new RemovalCurves(
                shares,
                Arrays.stream(lif).map(y -> (y - last) / drop).toArray(),
                Arrays.stream(mif).map(y -> (y - last) / drop).toArray());
    }

    public Curve lifCurve() {
        return new Curve("share removed, least important first", "score", shares, lif);
    }

    public Curve mifCurve() {
        return new Curve("share removed, most important first", "score", shares, mif);
    }

    /** The mean of the scores, least important first: higher is better. */
    public double lif() {
        return DoubleStream.of(lif).sum() / lif.length;
    }

    /** The mean of the scores, most important first: lower is better. */
    public double mif() {
        return DoubleStream.of(mif).sum() / mif.length;
    }

    /** {@code LIF − MIF}. */
    public double srg() {
        return lif() - mif();
    }
}
