package org.limn.segmentation;

import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/** The channels of an image in float64, row-major: where an image enters a segmenter and is checked. */
record Planes(int height, int width, double[][] channels) {
    static Planes of(Tensor image) {
        Shape shape = image.shape();
        if (shape.rank() != 4 || shape.dim(0) != 1 || shape.size() == 0) {
            throw new IllegalArgumentException(
                    "a segmenter needs one image f32[1,C,H,W] with C, H and W at least 1, got " + shape);
        }
        int pixels = shape.count(2, 4);
        double[][] channels = new double[shape.dim(1)][pixels];
        for (int c = 0; c < channels.length; c++) {
            for (int i = 0; i < pixels; i++) {
                channels[c][i] = finite(image, c, i, image.data()[c * pixels + i]);
            }
        }
        return new Planes(shape.dim(2), shape.dim(3), channels);
    }

    private static float finite(Tensor image, int channel, int pixel, float value) {
        if (!Float.isFinite(value)) {
            int width = image.shape().dim(3);
            throw new IllegalArgumentException("a segmenter needs finite pixels, got " + value + " in channel "
                    + channel + ", row " + pixel / width + ", column " + pixel % width + "; replace it before");
        }
        return value;
    }

    int pixels() {
        return height * width;
    }

    /** The least value of all channels. */
    double least() {
        double least = channels[0][0];
        for (double[] channel : channels) {
            for (double v : channel) {
                least = v < least ? v : least;
            }
        }
        return least;
    }

    /** The greatest value of all channels. */
    double greatest() {
        double greatest = channels[0][0];
        for (double[] channel : channels) {
            for (double v : channel) {
                greatest = v > greatest ? v : greatest;
            }
        }
        return greatest;
    }
}
