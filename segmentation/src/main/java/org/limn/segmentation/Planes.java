package org.limn.segmentation;

import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/** The channels of an image in float64, row-major: where an image enters a segmenter and is checked. */
record Planes(int height, int width, double[][] channels) {
    /** The distance of two levels of a photo, by which scikit-image multiplies uint8. */
    private static final double LEVEL = 1 / 255.0;

    /**
     * The channels of an image f32[1,C,H,W].
     *
     * @param perChannel bytes per pixel and channel that the image and its segmentation take at their peak
     * @param others bytes per pixel that they take besides
     * @throws SegmentationException if the image has another shape, a pixel that is not finite, or no room in the heap
     */
    static Planes of(Tensor image, long perChannel, long others) {
        Shape shape = image.shape();
        if (shape.rank() != 4 || shape.dim(0) != 1 || shape.size() == 0) {
            throw new SegmentationException(
                    "a segmenter needs one image f32[1,C,H,W] with C, H and W at least 1, got " + shape);
        }
        HeapBudget.ofThisJvm().require(shape.dim(2), shape.dim(3), perChannel * shape.dim(1) + others, 0);
        int pixels = shape.count(2, 4);
        boolean bytes = isOfBytes(image.data());
        double[][] channels = new double[shape.dim(1)][pixels];
        for (int c = 0; c < channels.length; c++) {
            for (int i = 0; i < pixels; i++) {
                float v = image.data()[c * pixels + i];
                channels[c][i] = bytes ? nearest(v) * LEVEL : finite(image, c, i, v);
            }
        }
        return new Planes(shape.dim(2), shape.dim(3), channels);
    }

    /** Whether all values are bytes over 255 in float32. Where costs tie, their rounding would decide, so it is undone. */
    private static boolean isOfBytes(float... values) {
        for (float v : values) {
            int level = nearest(v);
            if (level < 0 || level > 255 || (float) (level * LEVEL) != v) {
                return false;
            }
        }
        return true;
    }

    /** The level of a byte over 255; much faster than {@code Math.round}, and the same for these. */
    private static int nearest(float value) {
        return (int) (value * 255 + 0.5f);
    }

    private static float finite(Tensor image, int channel, int pixel, float value) {
        if (!Float.isFinite(value)) {
            int width = image.shape().dim(3);
            throw new SegmentationException("a segmenter needs finite pixels, got " + value + " in channel " + channel
                    + ", row " + pixel / width + ", column " + pixel % width + "; replace it before");
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
