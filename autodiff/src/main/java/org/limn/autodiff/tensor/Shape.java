package org.limn.autodiff.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The extents of an array, outermost first; {@code [1,3,224,224]}. Rank 0 is a scalar; an extent may be 0. */
public final class Shape {
    /** The shape of a single number. */
    public static final Shape SCALAR = new Shape(new int[0]);

    private final int[] dims;

    private Shape(int[] dims) {
        this.dims = dims;
    }

    /**
     * A shape with these extents.
     *
     * @throws ShapeException if an extent is negative or the number of elements exceeds 2³¹ − 1
     */
    public static Shape of(int... dims) {
        long size = 1;
        for (int d : dims) {
            if (d < 0) {
                throw new ShapeException("an extent must be at least 0, got " + Arrays.toString(dims));
            }
            size = Math.min(size * d, Integer.MAX_VALUE + 1L);
        }
        if (size > Integer.MAX_VALUE) {
            throw new ShapeException("an array holds at most 2^31 - 1 elements, got " + Arrays.toString(dims));
        }
        return new Shape(dims.clone());
    }

    /**
     * A computed extent, such as that of a convolution's result, as the number that a shape holds.
     *
     * @throws ShapeException if it is beyond ±2³¹; one below 0 is for {@link #of} to refuse
     */
    public static int extent(long n) {
        if (n != (int) n) {
            throw new ShapeException("an extent is at most 2^31 - 1, got " + n);
        }
        return (int) n;
    }

    public static Shape of(List<Integer> dims) {
        return of(dims.stream().mapToInt(Integer::intValue).toArray());
    }

    public int rank() {
        return dims.length;
    }

    /** The extent along an axis; negative axes count from the end. */
    public int dim(int axis) {
        return dims[axis < 0 ? axis + dims.length : axis];
    }

    /** The number of elements. */
    public int size() {
        return count(0, dims.length);
    }

    /** The number of elements of the axes {@code from..to−1}. */
    public int count(int from, int to) {
        int n = 1;
        for (int i = from; i < to; i++) {
            n *= dims[i];
        }
        return n;
    }

    public int[] toArray() {
        return dims.clone();
    }

    public List<Integer> toList() {
        return Arrays.stream(dims).boxed().toList();
    }

    /** Elements between neighbours along each axis, row-major. */
    public int[] strides() {
        int[] s = new int[dims.length];
        for (int i = dims.length - 1, n = 1; i >= 0; n *= dims[i--]) {
            s[i] = n;
        }
        return s;
    }

    /** The same shape with one extent replaced. */
    public Shape with(int axis, int extent) {
        int[] d = dims.clone();
        d[axis] = extent;
        return of(d);
    }

    /** Axis {@code i} of the result is axis {@code perm[i]} of this shape. */
    public Shape permuted(List<Integer> perm) {
        return of(perm.stream().mapToInt(p -> dims[p]).toArray());
    }

    /** The axes along which this shape has extent 1 and {@code wide} has not. */
    public List<Integer> stretchedAxes(Shape wide) {
        return IntStream.range(0, dims.length)
                .filter(i -> dims[i] != wide.dims[i])
                .boxed()
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape s && Arrays.equals(dims, s.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    @Override
    public String toString() {
        return Arrays.stream(dims).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"));
    }
}
