package org.limn.loader.onnx;

import java.util.function.DoubleUnaryOperator;

/**
 * How one axis is resampled: for every position of the result, the coordinate in the source and the weights of its neighbours.
 *
 * @param from extent of the source
 * @param to extent of the result
 * @param scale how much longer the result is, before it was rounded down
 * @param start of the region that is sampled, as a share of the axis, for {@code tf_crop_and_resize}
 * @param end of that region
 */
record Interpolation(int from, int to, double scale, double start, double end) {

    /** The coordinate in the source of position i of the result, by the rule of this name. */
    double coordinate(int i, String rule) {
        return switch (rule) {
            case "half_pixel" -> (i + 0.5) / scale - 0.5;
            case "half_pixel_symmetric" -> from / 2.0 * (1 - to / (scale * from)) + (i + 0.5) / scale - 0.5;
            case "pytorch_half_pixel" -> to > 1 ? (i + 0.5) / scale - 0.5 : 0;
            // the format's own examples count the length before it is rounded down
            case "align_corners" -> to == 1 ? 0 : i * (from - 1.0) / (scale * from - 1);
            case "asymmetric" -> i / scale;
            case "tf_half_pixel_for_nn" -> (i + 0.5) / scale;
            case "tf_crop_and_resize" ->
                to > 1
                        ? start * (from - 1) + i * (end - start) * (from - 1) / (to - 1)
                        : 0.5 * (start + end) * (from - 1);
            default ->
                throw OnnxException.corrupt(
                        "attribute 'coordinate_transformation_mode' is '" + rule + "', which is not known");
        };
    }

    /** The nearest source position, ties and directions by the rule of this name. */
    int nearest(double x, String rule) {
        double k =
                switch (rule) {
                    case "round_prefer_floor" -> Math.ceil(x - 0.5);
                    case "round_prefer_ceil" -> Math.floor(x + 0.5);
                    case "floor" -> Math.floor(x);
                    case "ceil" -> Math.ceil(x);
                    default ->
                        throw OnnxException.corrupt("attribute 'nearest_mode' is '" + rule + "', which is not known");
                };
        return (int) Math.max(0, Math.min(from - 1, k));
    }

    /** A kernel of one variable, 0 outside ±support. */
    record Kernel(DoubleUnaryOperator weight, int support) {
        /** {@code 1 − |t|}. */
        static final Kernel LINEAR = new Kernel(t -> Math.max(0, 1 - Math.abs(t)), 1);

        /**
         * Keys' cubic convolution ("Cubic convolution interpolation for digital image processing", IEEE Trans. ASSP 1981, eq. 4)
         * with the free parameter a.
         */
        static Kernel cubic(double a) {
            return new Kernel(
                    t -> {
                        double d = Math.abs(t);
                        return d <= 1
                                ? ((a + 2) * d - (a + 3)) * d * d + 1
                                : d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
                    },
                    2);
        }
    }

    /**
     * Adds the weights of the source positions around x to a row of {@code from} numbers. Positions outside count for the outermost
     * one, or with {@code excludeOutside} not at all.
     *
     * @param antialias widens the kernel when the result is smaller, so that every source position counts
     */
    void weights(double x, Kernel kernel, boolean antialias, boolean excludeOutside, double[] row, int at) {
        double narrow = antialias ? Math.min(1, scale) : 1, reach = kernel.support() / narrow, sum = 0;
        for (int j = (int) Math.floor(x - reach) + 1; j < x + reach; j++) {
            double w = kernel.weight().applyAsDouble((j - x) * narrow);
            if (!excludeOutside || (j >= 0 && j < from)) {
                row[at + Math.max(0, Math.min(from - 1, j))] += w;
                sum += w;
            }
        }
        for (int j = at; j < at + from; j++) {
            row[j] /= sum;
        }
    }
}
