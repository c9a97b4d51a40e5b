package org.limn.attribution.parity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.limn.attribution.Model;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/** {@code f(x) = sigmoid(w2 · tanh(W1 vec(x) + b1) + b2)}, vec in the order [H,W,C]; computed in float64, as a user's model would be. */
final class AnalyticModel implements Model {
    private final double[] w1;
    private final double[] b1;
    private final double[] w2;
    private final double b2;
    private final int batch;

    AnalyticModel(Path folder, int batch) throws IOException {
        this.w1 = Npy.read64(folder.resolve("W1.npy")).data();
        this.b1 = Npy.read64(folder.resolve("b1.npy")).data();
        this.w2 = Npy.read64(folder.resolve("w2.npy")).data();
        this.b2 = Npy.read64(folder.resolve("b2.npy")).data()[0];
        this.batch = batch;
    }

    @Override
    public OptionalInt classes() {
        return OptionalInt.of(1);
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public Tensor scores(Tensor images) {
        int n = images.shape().dim(0);
        float[] scores = new float[n];
        for (int k = 0; k < n; k++) {
            scores[k] = (float) score(hidden(images, k));
        }
        return Tensor.of(Shape.of(n, 1), scores);
    }

    @Override
    public Tensor gradients(Tensor images, int[] targets) {
        int n = images.shape().dim(0),
                size = images.shape().count(1, 4),
                channels = images.shape().dim(1);
        float[] gradients = new float[n * size];
        for (int k = 0; k < n; k++) {
            double[] hidden = hidden(images, k);
            double f = score(hidden);
            for (int i = 0; i < size; i++) {
                double g = 0;
                for (int h = 0; h < b1.length; h++) {
                    g += w2[h] * (1 - hidden[h] * hidden[h]) * w1[h * size + i];
                }
                gradients[k * size + i % channels * (size / channels) + i / channels] = (float) (f * (1 - f) * g);
            }
        }
        return Tensor.of(images.shape(), gradients);
    }

    private double score(double[] hidden) {
        double sum = b2;
        for (int h = 0; h < hidden.length; h++) {
            sum += w2[h] * hidden[h];
        }
        return 1 / (1 + Math.exp(-sum));
    }

    private double[] hidden(Tensor images, int k) {
        int size = images.shape().count(1, 4), channels = images.shape().dim(1);
        double[] hidden = new double[b1.length];
        for (int h = 0; h < hidden.length; h++) {
            double sum = b1[h];
            for (int i = 0; i < size; i++) {
                sum += w1[h * size + i] * images.data()[k * size + i % channels * (size / channels) + i / channels];
            }
            hidden[h] = Math.tanh(sum);
        }
        return hidden;
    }
}
