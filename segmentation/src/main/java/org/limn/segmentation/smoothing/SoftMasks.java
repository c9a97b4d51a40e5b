package org.limn.segmentation.smoothing;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.segmentation.Rectangle;
import org.limn.segmentation.Region;

/**
 * Soft masks m[S,H,W] ≥ 0 of S regions. Each is kept within the rectangle outside which it is 0, so a set costs about as much as
 * its masks overlap, not S·H·W. Everywhere at least one mask is above 0.
 */
public final class SoftMasks {
    private final int height;
    private final int width;
    private final List<Patch> patches;
    private final double[] total;

    /**
     * One mask: its values within a rectangle of the image, 0 elsewhere.
     *
     * @param values row-major, {@code height·width} of them
     */
    record Patch(int top, int left, int height, int width, double[] values) {
        /** Zeros on the box of a region and as much around it as there is, up to {@code margin}. */
        static Patch around(Region region, int margin) {
            Rectangle box = region.box();
            int top = Math.max(box.top() - margin, 0);
            int left = Math.max(box.left() - margin, 0);
            int height = Math.min(box.bottom() + margin, region.height()) - top;
            int width = Math.min(box.right() + margin, region.width()) - left;
            return new Patch(top, left, height, width, new double[Math.multiplyExact(height, width)]);
        }
    }

    /** Masks as they come, f32[S,H,W], at least 0 and somewhere above 0 at every pixel. */
    public static SoftMasks of(Tensor dense) {
        Shape shape = dense.shape();
        if (shape.rank() != 3 || shape.size() == 0) {
            throw new IllegalArgumentException("soft masks need f32[S,H,W] with S, H and W at least 1, got " + shape);
        }
        for (float v : dense.data()) {
            if (!(v >= 0) || Float.isInfinite(v)) {
                throw new IllegalArgumentException("soft masks need finite values from 0 on, got " + v);
            }
        }
        int height = shape.dim(1);
        int width = shape.dim(2);
        return new SoftMasks(
                height,
                width,
                IntStream.range(0, shape.dim(0))
                        .mapToObj(s -> new Patch(
                                0, 0, height, width, dense.at(s).widen().data()))
                        .toList());
    }

    SoftMasks(int height, int width, List<Patch> patches) {
        this.height = height;
        this.width = width;
        this.patches = List.copyOf(patches);
        this.total = new double[height * width];
        double[] row = new double[width];
        double[] ones = new double[patches.size()];
        Arrays.fill(ones, 1);
        for (int y = 0; y < height; y++) {
            sum(ones, y, row);
            System.arraycopy(row, 0, total, y * width, width);
        }
        requireCovered();
    }

    private void requireCovered() {
        for (int i = 0; i < total.length; i++) {
            if (!(total[i] > 0)) {
                throw new IllegalArgumentException("soft masks must cover every pixel, but they add up to " + total[i]
                        + " at row " + i / width + ", column " + i % width);
            }
        }
    }

    /** S, the number of masks. */
    public int count() {
        return patches.size();
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    /** Mask {@code s} as f32[H,W]. */
    public Tensor mask(int s) {
        float[] whole = new float[height * width];
        write(patches.get(s), whole, 0);
        return Tensor.of(Shape.of(height, width), whole);
    }

    /** Mask {@code s} as it was computed, f64[H,W]. */
    public Tensor64 exactMask(int s) {
        Patch p = patches.get(s);
        double[] whole = new double[height * width];
        for (int y = 0; y < p.height; y++) {
            System.arraycopy(p.values, y * p.width, whole, (p.top + y) * width + p.left, p.width);
        }
        return Tensor64.of(Shape.of(height, width), whole);
    }

    /** All masks as f32[S,H,W]. */
    public Tensor dense() {
        Shape shape = Shape.of(count(), height, width);
        float[] all = new float[shape.size()];
        for (int s = 0; s < count(); s++) {
            write(patches.get(s), all, s * height * width);
        }
        return Tensor.of(shape, all);
    }

    private void write(Patch p, float[] out, int offset) {
        for (int y = 0; y < p.height; y++) {
            for (int x = 0, i = offset + (p.top + y) * width + p.left; x < p.width; x++, i++) {
                out[i] = (float) p.values[y * p.width + x];
            }
        }
    }

    /**
     * {@code Σ_s z_s m_s / Σ_s m_s} as f32[H,W]: the pixel mask of a sample z, or the map of attributions z. Summed in float64 in
     * the order of the masks, so that z = 1 gives exactly 1.
     *
     * @param z one value per mask
     */
    public Tensor blend(double... z) {
        float[] out = new float[height * width];
        blend(z, out, 0);
        return Tensor.of(Shape.of(height, width), out);
    }

    /** {@link #blend(double...)} as it is summed, f64[H,W]: values that are equal there may be ordered here. */
    public Tensor64 exactBlend(double... z) {
        requireOneEach(z);
        double[] out = new double[height * width];
        double[] row = new double[width];
        for (int y = 0; y < height; y++) {
            sum(z, y, row);
            for (int x = 0, i = y * width; x < width; x++, i++) {
                out[i] = row[x] / total[i];
            }
        }
        return Tensor64.of(Shape.of(height, width), out);
    }

    private void requireOneEach(double[] z) {
        if (z.length != count()) {
            throw new IllegalArgumentException("blend needs one value per mask, " + count() + ", got " + z.length);
        }
    }

    /** {@link #blend(double...)} written to {@code out} from {@code offset} on. */
    public void blend(double[] z, float[] out, int offset) {
        requireOneEach(z);
        double[] row = new double[width];
        for (int y = 0; y < height; y++) {
            sum(z, y, row);
            for (int x = 0, i = y * width; x < width; x++, i++) {
                out[offset + i] = (float) (row[x] / total[i]);
            }
        }
    }

    /** Row {@code y} of {@code Σ_s z_s m_s}. */
    private void sum(double[] z, int y, double[] row) {
        Arrays.fill(row, 0);
        for (int s = 0; s < z.length; s++) {
            Patch p = patches.get(s);
            if (z[s] != 0 && y >= p.top && y < p.top + p.height) {
                add(z[s], p.values, (y - p.top) * p.width, row, p.left, p.width);
            }
        }
    }

    private static void add(double z, double[] values, int from, double[] row, int left, int n) {
        for (int x = 0; x < n; x++) {
            row[left + x] += z * values[from + x];
        }
    }
}
