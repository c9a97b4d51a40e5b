package org.limn.evaluation.sanity;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.limn.attribution.Explainer;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/**
 * The Perturbation-ε test: at the peak of a random function of two pixels, removing either pixel changes the score by Δy, and an
 * attribution below ε·Δy fails. It is a test of methods, not of explanations: there is no photo.
 *
 * <p>Kapishnikov et al., "XRAI: Better Attributions Through Regions", ICCV 2019, section 3.1. The functions are bicubic splines
 * through 20×20 values uniform in [0, 0.5], 1 at the node (127, 127); the other nodes are spaced evenly on either side of it, from
 * 0 to 255. The spline's peak is near that node, not at it: at the maximum itself the gradient is 0 and every method that
 * multiplies by it fails for every ε above 0. Both places are offered.
 *
 * @param functions how many are drawn
 * @param atMaximum whether the place is the spline's local maximum next to the node, or else the node
 * @param seed of the functions' values
 */
public record PerturbationEpsilon(int functions, boolean atMaximum, long seed) {
    private static final int NODES = 20, PEAK = 9;
    private static final double TOP = 127, END = 255;

    /** A drop this small counts as none where shares of a mesh are taken. */
    private static final double NO_DROP = 1e-3;

    public PerturbationEpsilon {
        if (functions < 1) {
            throw new IllegalArgumentException("the test needs at least 1 function, got " + functions);
        }
    }

    public PerturbationEpsilon() {
        this(1000, true, 0);
    }

    /** The share of functions where {@code |attribution_i| < ε·Δy_i} for either pixel, for each ε, removal being to 0. */
    public double[] failing(Explainer method, double... epsilons) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double[] failed = new double[epsilons.length];
        for (int k = 0; k < functions; k++) {
            Bicubic f = function(random);
            double[] at = atMaximum ? f.maximumFrom(TOP, TOP) : new double[] {TOP, TOP};
            Tensor image = Tensor.of(Shape.of(1, 1, 1, 2), (float) at[0], (float) at[1]);
            float[] found = method.explain(f, image, 0).attribution().data();
            double y = f.value(at[0], at[1]);
            double[] drops = {y - f.value(0, at[1]), y - f.value(at[0], 0)};
            for (int e = 0; e < epsilons.length; e++) {
                boolean fails =
                        Math.abs(found[0]) < epsilons[e] * drops[0] || Math.abs(found[1]) < epsilons[e] * drops[1];
                failed[e] += fails ? 1.0 / functions : 0;
            }
        }
        return failed;
    }

    /** One random function. */
    static Bicubic function(RandomGenerator random) {
        double[] places = new double[NODES];
        Arrays.setAll(places, i -> i <= PEAK ? TOP * i / PEAK : TOP + (END - TOP) * (i - PEAK) / (NODES - 1 - PEAK));
        double[][] values = new double[NODES][NODES];
        for (double[] row : values) {
            Arrays.setAll(row, j -> random.nextDouble() / 2);
        }
        values[PEAK][PEAK] = 1;
        return new Bicubic(places, values);
    }

    /**
     * The share of features, of all places of a mesh, whose attribution is at least {@code ε·Δ}, among those whose removal takes
     * off more than 0.001.
     *
     * @param drops Δ, what removing each feature takes off
     */
    public static double satisfied(double[] attributions, double[] drops, double epsilon) {
        int all = 0, enough = 0;
        for (int i = 0; i < drops.length; i++) {
            all += drops[i] > NO_DROP ? 1 : 0;
            enough += drops[i] > NO_DROP && attributions[i] >= epsilon * drops[i] ? 1 : 0;
        }
        return (double) enough / all;
    }
}
