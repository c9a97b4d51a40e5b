package org.limn.loader.onnx;

/** The two 16-bit float formats, from their bits. */
final class Half {
    private Half() {}

    /** IEEE 754 binary16: 1 sign bit, 5 of exponent (bias 15), 10 of fraction. */
    static float toFloat(short bits) {
        int sign = (bits & 0x8000) << 16, exponent = bits >> 10 & 0x1f, fraction = bits & 0x3ff;
        if (exponent == 0) {
            return Math.copySign(fraction * 0x1p-24f, Float.intBitsToFloat(sign));
        }
        int wide = exponent == 0x1f ? 0xff : exponent + 127 - 15;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }

    /** bfloat16: the upper half of a float32. */
    static float bfloatToFloat(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }
}
