package org.limn.attribution.gradient;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.limn.attribution.Cost;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.segmentation.pixel.Border;
import org.limn.segmentation.pixel.GaussianFilter;

/**
 * Blur integrated gradients: the path is the image ever more blurred, {@code γ(σ) = x ∗ G_σ}, which shows no feature that the
 * image does not have: {@code −∫ ∂F/∂x (γ(σ)) ⊙ ∂γ/∂σ dσ} from 0 to the greatest σ. The integral is a sum by the left rule, the
 * derivative a difference quotient over 0.01 pixels, which leaves a gap of its own however many the steps. Outside the image there
 * is 0, so the space of the model matters.
 *
 * <p>Xu, Venugopalan and Sundararajan, "Attribution in scale and space", CVPR 2020, eq. 4, https://arxiv.org/abs/2004.03383.
 *
 * @param sigma the greatest standard deviation, in pixels
 * @param sqrt whether {@code σ_i = √(i·sigma/steps)}, closer together where the blur is strong and ending at √sigma; otherwise
 *     {@code σ_i = i·sigma/steps}
 */
public record BlurIg(int steps, double sigma, boolean sqrt) implements PathMethod {
    private static final double QUOTIENT = 0.01;

    public BlurIg {
        if (steps < 1 || !(sigma > 0 && sigma <= 1000)) {
            throw new IllegalArgumentException(
                    "blur IG needs at least 1 step and a sigma above 0 and up to 1000 pixels, got " + steps + " and "
                            + sigma);
        }
    }

    public BlurIg() {
        this(100, 50, false);
    }

    @Override
    public Cost cost(Tensor image) {
        return new Cost(2, steps);
    }

    @Override
    public List<Path> paths(Tensor image) {
        return List.of(new Blurring(image));
    }

    private double sigma(int i) {
        double even = i * sigma / steps;
        return sqrt ? Math.sqrt(even) : even;
    }

    private static double[] blurred(Tensor image, double sigma) {
        Shape shape = image.shape();
        int pixels = shape.count(2, 4);
        double[] out = new double[shape.size()];
        double[] plane = new double[pixels];
        GaussianFilter filter = new GaussianFilter(sigma, Border.CONSTANT);
        for (int at = 0; at < out.length; at += pixels) {
            for (int i = 0; i < pixels; i++) {
                plane[i] = image.data()[at + i];
            }
            filter.smooth(plane, shape.dim(2), shape.dim(3));
            System.arraycopy(plane, 0, out, at, pixels);
        }
        return out;
    }

    /** From the image to its strongest blur. */
    private final class Blurring implements Path {
        private final Tensor image;
        private final Deque<double[]> moves = new ArrayDeque<>();

        Blurring(Tensor image) {
            this.image = image;
        }

        @Override
        public List<Tensor> baselines() {
            return List.of(
                    Tensor64.of(image.shape(), blurred(image, sigma(steps))).rounded());
        }

        @Override
        public boolean backward() {
            return true;
        }

        @Override
        public int steps() {
            return steps;
        }

        /** The move is made here, too, from the same blur. */
        @Override
        public void point(int k, float[] to, int at) {
            double[] here = blurred(image, sigma(k));
            double[] move = blurred(image, sigma(k) + QUOTIENT);
            double width = sigma(k + 1) - sigma(k);
            for (int i = 0; i < here.length; i++) {
                to[at + i] = (float) here[i];
                move[i] = -width * ((move[i] - here[i]) / QUOTIENT);
            }
            moves.add(move);
        }

        @Override
        public void move(int k, float[] gradients, int at, double[] move) {
            System.arraycopy(moves.remove(), 0, move, 0, move.length);
        }
    }
}
