package org.limn.attribution.region;

import java.util.Arrays;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.Model;
import org.limn.attribution.Question;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;

/**
 * Occlusion: a square window slides over the image, and what the score loses when it covers a place, {@code F(x) − F(x covered)}, is
 * added to every pixel below it. Only windows that lie wholly inside count, so pixels near the border are covered by fewer; the
 * map, f32[H,W], is a sum and not a mean.
 *
 * <p>Zeiler and Fergus, "Visualizing and understanding convolutional networks", ECCV 2014, section 4.2,
 * https://arxiv.org/abs/1311.2901.
 *
 * @param size the window's height and width in pixels
 * @param stride how far it moves, right and down
 * @param value what it covers with, in the model's space, all channels alike
 */
public record Occlusion(int size, int stride, double value) implements Explainer {
    public Occlusion {
        if (size < 1 || stride < 1) {
            throw new IllegalArgumentException(
                    "occlusion needs a size and a stride of at least 1 pixel, got " + size + " and " + stride);
        }
    }

    public Occlusion() {
        this(15, 1, 0);
    }

    @Override
    public Explanation explain(Model model, Tensor image, int target) {
        Question question = new Question(image, target);
        Shape shape = image.shape();
        if (shape.dim(2) < size || shape.dim(3) < size) {
            throw new IllegalArgumentException(
                    "an occluding window of " + size + "x" + size + " pixels does not fit into an image f32" + shape);
        }
        int across = (shape.dim(3) - size) / stride + 1;
        int windows = Math.multiplyExact((shape.dim(2) - size) / stride + 1, across);
        double untouched = model.scores(java.util.List.of(image)).data()[target];
        double[] map = new double[shape.count(2, 4)];
        for (int from = 0; from < windows; from += model.batch()) {
            int n = Math.min(model.batch(), windows - from);
            Tensor scores = model.scores(covered(image, from, n, across));
            for (int k = 0; k < n; k++) {
                double lost = untouched - scores.data()[k * scores.shape().dim(1) + target];
                add(map, shape.dim(3), top(from + k, across), left(from + k, across), lost);
            }
        }
        Tensor64 sum = Tensor64.of(Shape.of(shape.dim(2), shape.dim(3)), map);
        return Explanation.of(this, model, question, sum.rounded());
    }

    private int top(int window, int across) {
        return window / across * stride;
    }

    private int left(int window, int across) {
        return window % across * stride;
    }

    private Tensor covered(Tensor image, int from, int n, int across) {
        Shape shape = image.shape();
        float[] all = new float[n * shape.size()];
        for (int k = 0; k < n; k++) {
            System.arraycopy(image.data(), 0, all, k * shape.size(), shape.size());
            for (int c = 0; c < shape.dim(1); c++) {
                for (int y = 0; y < size; y++) {
                    int row = ((k * shape.dim(1) + c) * shape.dim(2) + top(from + k, across) + y) * shape.dim(3);
                    int at = row + left(from + k, across);
                    Arrays.fill(all, at, at + size, (float) value);
                }
            }
        }
        return Tensor.of(shape.with(0, n), all);
    }

    private void add(double[] map, int width, int top, int left, double lost) {
        for (int y = top; y < top + size; y++) {
            for (int x = left; x < left + size; x++) {
                map[y * width + x] += lost;
            }
        }
    }
}
