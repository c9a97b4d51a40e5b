package org.limn.attribution.control;

import java.util.List;
import org.limn.attribution.Cost;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.Question;
import org.limn.attribution.ScoringModel;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.segmentation.pixel.Border;

/**
 * Edges: the Sobel gradient {@code √((g_y² + g_x²)/2)} of the grey image, {@code [1,2,1]/4 ⊗ [1,0,−1]} down and across, edge pixels
 * repeated outward. It looks like an explanation and does not ask the model. f32[H,W].
 *
 * <p>Three channels are RGB and grey is {@code 0.2125 R + 0.7154 G + 0.0721 B}; of any other number it is the mean.
 * scikit-image's {@code filters.sobel}; the control of Kapishnikov et al., "XRAI", ICCV 2019.
 */
public record Edges() implements Explainer {
    private static final double[] LUMINANCE = {0.2125, 0.7154, 0.0721};

    @Override
    public List<Explanation> explain(ScoringModel model, List<Question> questions) {
        return questions.stream()
                .map(q -> Explanation.of(this, model, q, edges(q.image())))
                .toList();
    }

    @Override
    public Cost cost(Tensor image) {
        return Cost.NONE;
    }

    private static Tensor edges(Tensor image) {
        Shape map = Shape.of(image.shape().dim(2), image.shape().dim(3));
        return Tensor.of(map, sobel(grey(image), map.dim(0), map.dim(1)));
    }

    private static double[] grey(Tensor image) {
        int channels = image.shape().dim(1), pixels = image.shape().count(2, 4);
        double[] grey = new double[pixels];
        for (int c = 0; c < channels; c++) {
            double weight = channels == 3 ? LUMINANCE[c] : 1.0 / channels;
            for (int i = 0; i < pixels; i++) {
                grey[i] += weight * image.data()[c * pixels + i];
            }
        }
        return grey;
    }

    private static float[] sobel(double[] grey, int height, int width) {
        float[] edges = new float[grey.length];
        for (int y = 0; y < height; y++) {
            int up = Border.REFLECT.index(y - 1, height) * width, down = Border.REFLECT.index(y + 1, height) * width;
            int row = y * width;
            for (int x = 0; x < width; x++) {
                int l = Border.REFLECT.index(x - 1, width), r = Border.REFLECT.index(x + 1, width);
                double gy = (grey[down + l] - grey[up + l])
                        + 2 * (grey[down + x] - grey[up + x])
                        + (grey[down + r] - grey[up + r]);
                double gx = (grey[up + r] - grey[up + l])
                        + 2 * (grey[row + r] - grey[row + l])
                        + (grey[down + r] - grey[down + l]);
                edges[row + x] = (float) Math.sqrt((gy * gy + gx * gx) / 32);
            }
        }
        return edges;
    }
}
