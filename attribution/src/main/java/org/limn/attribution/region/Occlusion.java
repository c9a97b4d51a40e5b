package org.limn.attribution.region;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.limn.attribution.Batches;
import org.limn.attribution.Cost;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.ExplanationException;
import org.limn.attribution.Images;
import org.limn.attribution.Question;
import org.limn.attribution.ScoringModel;
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
    public List<Explanation> explain(ScoringModel model, List<Question> questions) {
        Shape shape = questions.get(0).image().shape();
        if (shape.dim(2) < size || shape.dim(3) < size) {
            throw new ExplanationException(
                    "an occluding window of " + size + "x" + size + " pixels does not fit into an image f32" + shape);
        }
        int across = steps(shape.dim(3)), windows = Math.multiplyExact(steps(shape.dim(2)), across);
        Tensor untouched = model.scores(questions.stream().map(Question::image).toList());
        double[][] maps = new double[questions.size()][shape.count(2, 4)];
        Batches.each((long) questions.size() * windows, model.batch(), (from, to) -> {
            List<Tensor> covered = new ArrayList<>();
            for (long k = from; k < to; k++) {
                int window = (int) (k % windows);
                Tensor image = questions.get((int) (k / windows)).image();
                covered.add(covered(image, window / across * stride, window % across * stride));
            }
            Tensor scores = model.scores(Images.concat(covered));
            for (int k = 0; k < covered.size(); k++) {
                int n = (int) ((from + k) / windows), window = (int) ((from + k) % windows);
                int target = questions.get(n).target(), classes = scores.shape().dim(1);
                double lost = (double) untouched.data()[n * classes + target] - scores.data()[k * classes + target];
                add(maps[n], shape.dim(3), window / across * stride, window % across * stride, lost);
            }
        });
        Shape map = Shape.of(shape.dim(2), shape.dim(3));
        return IntStream.range(0, maps.length)
                .mapToObj(n -> Explanation.of(
                        this, model, questions.get(n), Tensor64.of(map, maps[n]).rounded()))
                .toList();
    }

    @Override
    public Cost cost(Tensor image) {
        long windows = (long) steps(image.shape().dim(2)) * steps(image.shape().dim(3));
        return new Cost(windows + 1, 0);
    }

    /** How many places the window has along an axis. */
    private int steps(int pixels) {
        return pixels < size ? 0 : (pixels - size) / stride + 1;
    }

    private Tensor covered(Tensor image, int top, int left) {
        Shape shape = image.shape();
        float[] data = image.data().clone();
        for (int c = 0; c < shape.dim(1); c++) {
            for (int y = top; y < top + size; y++) {
                int at = (c * shape.dim(2) + y) * shape.dim(3) + left;
                Arrays.fill(data, at, at + size, (float) value);
            }
        }
        return Tensor.of(shape, data);
    }

    private void add(double[] map, int width, int top, int left, double lost) {
        for (int y = top; y < top + size; y++) {
            for (int x = left; x < left + size; x++) {
                map[y * width + x] += lost;
            }
        }
    }
}
