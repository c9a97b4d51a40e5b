package org.limn.loader.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.loader.onnx.proto.TensorProto;

/**
 * Stored tensors into numbers. Every size that the file claims is checked against the bytes that are there before anything is
 * allocated.
 */
final class TensorReader {
    private static final int MAX_RANK = 32;

    private final ExternalData external;

    TensorReader(ExternalData external) {
        this.external = external;
    }

    Literal read(TensorProto tensor) {
        String what = "tensor '" + tensor.getName() + "'";
        Shape shape = shape(tensor.getDimsList(), what);
        DType type = DType.readable(tensor.getDataType(), what);
        if (tensor.hasSegment()) {
            throw OnnxException.unsupported(what + " is one segment of several, which is not read");
        }
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            return raw(external.read(tensor, (long) shape.size() * type.bytes(), what), type, shape, what);
        } else if (tensor.hasRawData()) {
            return raw(tensor.getRawData().asReadOnlyByteBuffer(), type, shape, what);
        }
        return typed(tensor, type, shape, what);
    }

    /** A shape as a file claims it; its elements can be counted in 31 bits. */
    static Shape shape(List<Long> dims, String what) {
        if (dims.size() > MAX_RANK) {
            throw OnnxException.corrupt(
                    what + " claims " + dims.size() + " dimensions; at most " + MAX_RANK + " are read");
        }
        long size = 1;
        for (long d : dims) {
            // the running product stays below 2^31 · 2^31
            if (d < 0 || d > Integer.MAX_VALUE || (size *= d) > Integer.MAX_VALUE) {
                throw OnnxException.corrupt(what + " claims the shape " + dims
                        + "; extents are at least 0 and their product at most 2^31 - 1");
            }
        }
        return Shape.of(dims.stream().mapToInt(Long::intValue).toArray());
    }

    private static Literal raw(ByteBuffer bytes, DType type, Shape shape, String what) {
        if (bytes.remaining() != (long) shape.size() * type.bytes()) {
            throw OnnxException.corrupt(what + " of type " + type + shape + " needs "
                    + (long) shape.size() * type.bytes() + " bytes, the file has " + bytes.remaining());
        }
        ByteBuffer b = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (type == DType.FLOAT) {
            float[] data = new float[shape.size()];
            b.asFloatBuffer().get(data);
            return new Literal.Floats(type, Tensor.of(shape, data));
        }
        return numbers(
                type,
                shape,
                switch (type) {
                    case DOUBLE -> i -> b.getDouble(8 * i);
                    case FLOAT16 -> i -> Half.toFloat(b.getShort(2 * i));
                    case BFLOAT16 -> i -> Half.bfloatToFloat(b.getShort(2 * i));
                    case UINT8, BOOL -> i -> Byte.toUnsignedInt(b.get(i));
                    case INT8 -> i -> b.get(i);
                    case UINT16 -> i -> Short.toUnsignedInt(b.getShort(2 * i));
                    case INT16 -> i -> b.getShort(2 * i);
                    case UINT32 -> i -> Integer.toUnsignedLong(b.getInt(4 * i));
                    case INT32 -> i -> b.getInt(4 * i);
                    case UINT64, INT64 -> i -> whole(b.getLong(8 * i), type, what);
                    default -> throw new IllegalStateException(type + " was refused before");
                });
    }

    private static Literal typed(TensorProto t, DType type, Shape shape, String what) {
        int count =
                switch (type) {
                    case FLOAT -> t.getFloatDataCount();
                    case DOUBLE -> t.getDoubleDataCount();
                    case INT64 -> t.getInt64DataCount();
                    case UINT32, UINT64 -> t.getUint64DataCount();
                    default -> t.getInt32DataCount();
                };
        if (count != shape.size()) {
            throw OnnxException.corrupt(what + " of type " + type + shape + " needs " + shape.size()
                    + " numbers in the field of its type, the file has " + count);
        }
        return numbers(
                type,
                shape,
                switch (type) {
                    case FLOAT -> t::getFloatData;
                    case DOUBLE -> t::getDoubleData;
                    case FLOAT16 -> i -> Half.toFloat((short) t.getInt32Data(i));
                    case BFLOAT16 -> i -> Half.bfloatToFloat((short) t.getInt32Data(i));
                    case INT64 -> i -> whole(t.getInt64Data(i), type, what);
                    case UINT32, UINT64 -> i -> whole(t.getUint64Data(i), type, what);
                    default -> i -> type.wrap(t.getInt32Data(i));
                });
    }

    private static Literal numbers(DType type, Shape shape, IntToDoubleFunction element) {
        double[] data = new double[shape.size()];
        Arrays.setAll(data, element);
        Tensor64 all = Tensor64.of(shape, data);
        return type.isFloat() ? new Literal.Floats(type, all.rounded()) : new GraphValue.Known(type, all);
    }

    /** A 64-bit number as a double: exact, or one of the extremes that mean "to the end". */
    private static double whole(long number, DType type, String what) {
        boolean tooLarge = type == DType.UINT64 && number < 0;
        long size = Math.abs(number == Long.MIN_VALUE ? Long.MAX_VALUE : number);
        if (tooLarge || (size > 1L << 53 && size < Long.MAX_VALUE - (1L << 32))) {
            throw OnnxException.unsupported(what + " holds " + (tooLarge ? Long.toUnsignedString(number) : number)
                    + ", and whole numbers above 2^53 are not computed with");
        }
        return number;
    }
}
