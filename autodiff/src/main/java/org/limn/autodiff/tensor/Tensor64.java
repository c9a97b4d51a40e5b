package org.limn.autodiff.tensor;

import java.util.Arrays;

/** A dense row-major float64 array: what definitions compute with. A value, as {@link Tensor} is. */
public final class Tensor64 {
    private final Shape shape;
    private final double[] data;

    private Tensor64(Shape shape, double[] data) {
        if (data.length != shape.size()) {
            throw new IllegalArgumentException(
                    "shape " + shape + " needs " + shape.size() + " numbers, got " + data.length);
        }
        this.shape = shape;
        this.data = data;
    }

    /** A tensor over these numbers, which now belong to it: they are not copied. */
    public static Tensor64 of(Shape shape, double... data) {
        return new Tensor64(shape, data);
    }

    public static Tensor64 zeros(Shape shape) {
        return new Tensor64(shape, new double[shape.size()]);
    }

    public Shape shape() {
        return shape;
    }

    /** The numbers themselves, row-major, to be read only. */
    public double[] data() {
        return data;
    }

    public Tensor64 reshaped(Shape other) {
        return new Tensor64(other, data);
    }

    /** Each number rounded to the nearest float32. */
    public Tensor rounded() {
        float[] narrow = new float[data.length];
        for (int i = 0; i < data.length; i++) {
            narrow[i] = (float) data[i];
        }
        return Tensor.of(shape, narrow);
    }

    @Override
    public String toString() {
        return "f64" + shape + (data.length <= 8 ? " " + Arrays.toString(data) : "");
    }
}
