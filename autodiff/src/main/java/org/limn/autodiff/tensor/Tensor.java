package org.limn.autodiff.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A dense row-major float32 array. It is a value: whoever makes it hands its numbers over, and nobody writes to them
 * afterwards. Two tensors are equal when shape and bits are, which is decided by their hashes.
 */
public final class Tensor {
    private final Shape shape;
    private final float[] data;
    private @Nullable String hash;

    private Tensor(Shape shape, float[] data) {
        if (data.length != shape.size()) {
            throw new IllegalArgumentException(
                    "shape " + shape + " needs " + shape.size() + " numbers, got " + data.length);
        }
        this.shape = shape;
        this.data = data;
    }

    /** A tensor over these numbers, which now belong to it: they are not copied. */
    public static Tensor of(Shape shape, float... data) {
        return new Tensor(shape, data);
    }

    public static Tensor zeros(Shape shape) {
        return new Tensor(shape, new float[shape.size()]);
    }

    public static Tensor filled(Shape shape, float value) {
        float[] data = new float[shape.size()];
        Arrays.fill(data, value);
        return new Tensor(shape, data);
    }

    public static Tensor scalar(float value) {
        return new Tensor(Shape.SCALAR, new float[] {value});
    }

    public Shape shape() {
        return shape;
    }

    /** The numbers themselves, row-major, to be read only. */
    public float[] data() {
        return data;
    }

    /** The same numbers under another shape of the same size; nothing is copied. */
    public Tensor reshaped(Shape other) {
        return new Tensor(other, data);
    }

    /** Entry {@code i} along the first axis, as a copy without that axis. */
    public Tensor at(int i) {
        int[] rest = Arrays.copyOfRange(shape.toArray(), 1, shape.rank());
        int n = Shape.of(rest).size();
        return new Tensor(Shape.of(rest), Arrays.copyOfRange(data, i * n, (i + 1) * n));
    }

    /** Tensors of one shape along a new first axis. */
    public static Tensor stack(java.util.List<Tensor> parts) {
        Shape one = parts.get(0).shape;
        int[] dims = new int[one.rank() + 1];
        dims[0] = parts.size();
        System.arraycopy(one.toArray(), 0, dims, 1, one.rank());
        Tensor all = zeros(Shape.of(dims));
        for (int i = 0; i < parts.size(); i++) {
            System.arraycopy(parts.get(i).data, 0, all.data, i * one.size(), one.size());
        }
        return all;
    }

    public Tensor64 widen() {
        double[] wide = new double[data.length];
        for (int i = 0; i < data.length; i++) {
            wide[i] = data[i];
        }
        return Tensor64.of(shape, wide);
    }

    /** SHA-256 of the little-endian bits and the shape, in hexadecimal; computed once. */
    public String hash() {
        String h = hash;
        if (h == null) {
            h = digest();
            hash = h;
        }
        return h;
    }

    private String digest() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            ByteBuffer chunk = ByteBuffer.allocate(4 * 4096).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < data.length; i += 4096) {
                int n = Math.min(4096, data.length - i);
                chunk.asFloatBuffer().put(data, i, n);
                sha.update(chunk.array(), 0, 4 * n);
            }
            sha.update(shape.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Tensor t && shape.equals(t.shape) && hash().equals(t.hash());
    }

    @Override
    public int hashCode() {
        return hash().hashCode();
    }

    @Override
    public String toString() {
        return "f32" + shape + (data.length <= 8 ? " " + Arrays.toString(data) : "");
    }
}
