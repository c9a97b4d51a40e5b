package org.limn.attribution.gradient;

import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.segmentation.pixel.Border;

/**
 * A map enlarged by linear interpolation on the half-pixel grid; beyond the outermost pixel centres it is mirrored at them.
 * scikit-image's {@code resize} with order 1 and mode {@code reflect}, which is SciPy's {@code mirror}.
 */
final class Enlarged {
    private Enlarged() {}

    static Tensor64 of(Tensor64 map, int height, int width) {
        Taps rows = Taps.of(map.shape().dim(0), height),
                columns = Taps.of(map.shape().dim(1), width);
        double[] m = map.data(), out = new double[height * width];
        int w = map.shape().dim(1);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int top = rows.before[y] * w, bottom = rows.after[y] * w;
                int left = columns.before[x], right = columns.after[x];
                double s = columns.share[x], t = rows.share[y];
                out[y * width + x] = (1 - t) * ((1 - s) * m[top + left] + s * m[top + right])
                        + t * ((1 - s) * m[bottom + left] + s * m[bottom + right]);
            }
        }
        return Tensor64.of(Shape.of(height, width), out);
    }

    /** For each of the new pixels along an axis: the old ones around its centre, and the share of the second. */
    private record Taps(int[] before, int[] after, double[] share) {
        static Taps of(int old, int now) {
            Taps taps = new Taps(new int[now], new int[now], new double[now]);
            for (int k = 0; k < now; k++) {
                double at = (k + 0.5) * old / now - 0.5;
                int floor = (int) Math.floor(at);
                taps.before[k] = Border.MIRROR.index(floor, old);
                taps.after[k] = Border.MIRROR.index(floor + 1, old);
                taps.share[k] = at - floor;
            }
            return taps;
        }
    }
}
