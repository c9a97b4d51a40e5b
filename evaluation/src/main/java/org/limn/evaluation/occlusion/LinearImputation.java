package org.limn.evaluation.occlusion;

import java.util.Arrays;
import org.limn.autodiff.tensor.Tensor;

/**
 * Removed pixels as the weighted means of their eight neighbors, those at the sides with weight 1/6 and those at the corners with
 * 1/12, removed or not: {@code Σ_j w_ij (x_i − x_j) = 0} for every removed i, over the neighbors j inside the image. The system is
 * symmetric and, as long as one pixel stays, positive definite: conjugate gradients with the diagonal as preconditioner.
 *
 * <p>Rong et al., "A consistent and efficient evaluation strategy for attribution methods", ICML 2022, section 5.1.
 */
final class LinearImputation {
    private static final double SIDE = 1 / 6.0, CORNER = 1 / 12.0;

    /** Where the residual has fallen to this share of its start a float32 pixel no longer changes. */
    private static final double ENOUGH = 1e-8;

    private final int height;
    private final int width;
    private final boolean[] gone;

    private LinearImputation(int height, int width, boolean[] gone) {
        this.height = height;
        this.width = width;
        this.gone = gone;
    }

    /** The image f32[1,C,H,W] with its removed pixels filled in; every other pixel keeps its bits. */
    static Tensor fill(Tensor image, boolean... gone) {
        int height = image.shape().dim(2), width = image.shape().dim(3), pixels = height * width;
        LinearImputation system = new LinearImputation(height, width, gone);
        float[] data = image.data().clone();
        for (int at = 0; at < data.length; at += pixels) {
            double[] plane = new double[pixels];
            for (int i = 0; i < pixels; i++) {
                plane[i] = data[at + i];
            }
            system.solve(plane);
            for (int i = 0; i < pixels; i++) {
                data[at + i] = gone[i] ? (float) plane[i] : data[at + i];
            }
        }
        return Tensor.of(image.shape(), data);
    }

    private void solve(double[] x) {
        double mean = 0, kept = 0;
        for (int i = 0; i < x.length; i++) {
            mean += gone[i] ? 0 : x[i];
            kept += gone[i] ? 0 : 1;
        }
        for (int i = 0; i < x.length; i++) {
            x[i] = gone[i] ? mean / kept : x[i];
        }
        double[] diagonal = new double[x.length], r = applied(x, diagonal), p = new double[x.length];
        double rho = 0;
        for (int i = 0; i < r.length; i++) {
            r[i] = -r[i];
            p[i] = gone[i] ? r[i] / diagonal[i] : 0;
            rho += r[i] * p[i];
        }
        double enough = rho * ENOUGH * ENOUGH;
        for (int step = 0; step < x.length && rho > enough; step++) {
            double[] q = applied(p, diagonal);
            double pq = 0;
            for (int i = 0; i < p.length; i++) {
                pq += p[i] * q[i];
            }
            double alpha = rho / pq, next = 0;
            for (int i = 0; i < x.length; i++) {
                if (gone[i]) {
                    x[i] += alpha * p[i];
                    r[i] -= alpha * q[i];
                    next += r[i] * r[i] / diagonal[i];
                }
            }
            for (int i = 0; i < x.length; i++) {
                p[i] = gone[i] ? r[i] / diagonal[i] + next / rho * p[i] : 0;
            }
            rho = next;
        }
    }

    /** {@code Σ_j w_ij (v_i − v_j)} for every removed i, 0 for the others; {@code Σ_j w_ij} goes to {@code diagonal}. */
    private double[] applied(double[] v, double[] diagonal) {
        double[] out = new double[v.length];
        Arrays.fill(diagonal, 0);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                if (!gone[i]) {
                    continue;
                }
                for (int dy = -1; dy <= 1; dy++) {
                    for (int dx = -1; dx <= 1; dx++) {
                        int ny = y + dy, nx = x + dx;
                        if ((dy != 0 || dx != 0) && ny >= 0 && ny < height && nx >= 0 && nx < width) {
                            double w = dy == 0 || dx == 0 ? SIDE : CORNER;
                            diagonal[i] += w;
                            out[i] += w * (v[i] - v[ny * width + nx]);
                        }
                    }
                }
            }
        }
        return out;
    }
}
