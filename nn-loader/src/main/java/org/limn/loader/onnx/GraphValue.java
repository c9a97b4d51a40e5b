package org.limn.loader.onnx;

import java.util.Arrays;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/** What one value of an ONNX graph is at import: numbers, or a line of the program. */
sealed interface GraphValue {
    /** The element type that the file gives it. */
    DType type();

    Shape shape();

    /** A value that the program computes, as float32 whatever its type. */
    record Computed(DType type, Value value) implements GraphValue {
        @Override
        public Shape shape() {
            return value.shape();
        }
    }

    /**
     * Whole numbers or booleans known at import. They are held as doubles, exact up to 2^53; the extremes of int64, which
     * slices use for "to the end", stay the extremes.
     */
    record Known(DType type, Tensor64 numbers) implements GraphValue, Literal {
        static Known of(DType type, Shape shape, double... numbers) {
            return new Known(type, Tensor64.of(shape, numbers));
        }

        /** A list of int64, as shapes and axes are. */
        static Known ofLongs(long... numbers) {
            return of(
                    DType.INT64,
                    Shape.of(numbers.length),
                    Arrays.stream(numbers).asDoubleStream().toArray());
        }

        @Override
        public Shape shape() {
            return numbers.shape();
        }

        long[] longs() {
            return Arrays.stream(numbers.data()).mapToLong(d -> (long) d).toArray();
        }
    }
}
