package org.limn.loader.onnx;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Element types of ONNX tensors, by the numbers of the format. Floats of any width are computed as float32; whole numbers and
 * booleans are computed at import, or as float32 where they depend on the image.
 */
enum DType {
    FLOAT(1, 4),
    UINT8(2, 1),
    INT8(3, 1),
    UINT16(4, 2),
    INT16(5, 2),
    INT32(6, 4),
    INT64(7, 8),
    STRING(8, 0),
    BOOL(9, 1),
    FLOAT16(10, 2),
    DOUBLE(11, 8),
    UINT32(12, 4),
    UINT64(13, 8),
    COMPLEX64(14, 8),
    COMPLEX128(15, 16),
    BFLOAT16(16, 2);

    private final int number;
    private final int bytes;

    DType(int number, int bytes) {
        this.number = number;
        this.bytes = bytes;
    }

    static Optional<DType> of(int number) {
        return Arrays.stream(values()).filter(t -> t.number == number).findFirst();
    }

    /** The type that {@link #toString} writes so. */
    static DType named(String text) {
        return Arrays.stream(values())
                .filter(t -> t.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no element type is called " + text));
    }

    /** The type that a file names by this number, if it is one that is read. */
    static DType readable(int number, String what) {
        DType type = of(number)
                .orElseThrow(() -> OnnxException.unsupported(
                        what + " has element type " + number + " (an 8- or 4-bit or unknown type), which is not read"));
        if (!type.isFloat() && !type.isWhole()) {
            throw OnnxException.unsupported(what + " holds " + type + ", which is not read");
        }
        return type;
    }

    /** Bytes of an element in raw data. */
    int bytes() {
        return bytes;
    }

    boolean isFloat() {
        return this == FLOAT || this == FLOAT16 || this == DOUBLE || this == BFLOAT16;
    }

    /** Whether this is an integer type or bool. */
    boolean isWhole() {
        return !isFloat() && this != STRING && this != COMPLEX64 && this != COMPLEX128;
    }

    boolean isUnsigned() {
        return this == UINT8 || this == UINT16 || this == UINT32 || this == UINT64;
    }

    /** What an integer of this type keeps of a whole number: its lowest bits. Bool keeps whether it is 0. */
    double wrap(double whole) {
        if (this == BOOL) {
            return whole != 0 ? 1 : 0;
        } else if (isFloat() || bytes == 8) {
            return whole;
        }
        long bits = (long) whole << (64 - 8 * bytes);
        return isUnsigned() ? bits >>> (64 - 8 * bytes) : bits >> (64 - 8 * bytes);
    }

    @Override
    public String toString() {
        return this == FLOAT ? "float32" : this == DOUBLE ? "float64" : name().toLowerCase(Locale.ROOT);
    }
}
