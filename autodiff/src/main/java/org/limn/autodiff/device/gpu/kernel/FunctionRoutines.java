package org.limn.autodiff.device.gpu.kernel;

import org.limn.autodiff.device.gpu.tape.Words;

/** The elementwise ops: one line each, by the codes of {@link Words}. */
abstract class FunctionRoutines extends MemoryRoutines {
    /** The unary op with this code; its attributes are {@code numbers[at]}, {@code numbers[at + 1]}. */
    final float unary(int code, float x, int at) {
        float y = x;
        if (code == Words.RELU) {
            y = x <= 0f ? 0f : x; // NaN stays NaN
        } else if (code == Words.AFFINE) {
            y = numbers[at] * x + numbers[at + 1];
        } else if (code == Words.STEP) {
            y = x > 0f ? 1f : 0f;
        } else if (code == Words.CLIP) {
            y = x < numbers[at] ? numbers[at] : (x > numbers[at + 1] ? numbers[at + 1] : x);
        } else if (code == Words.INSIDE) {
            y = x >= numbers[at] && x <= numbers[at + 1] ? 1f : 0f;
        } else if (code == Words.SIGMOID) {
            y = 1f / (1f + exp(-x));
        } else if (code == Words.TANH) {
            y = tanh(x);
        } else if (code == Words.EXP) {
            y = exp(x);
        } else if (code == Words.LOG) {
            y = log(x);
        } else if (code == Words.SQRT) {
            y = sqrt(x);
        } else if (code == Words.POW) {
            y = pow(x, numbers[at]);
        } else if (code == Words.ERF) {
            y = erf(x);
        } else if (code == Words.ABS) {
            y = abs(x);
        } else if (code == Words.SIGN) {
            y = x > 0f ? 1f : (x < 0f ? -1f : x);
        } else if (code == Words.FLOOR) {
            y = floor(x);
        } else if (code == Words.ROUND) {
            y = rint(x);
        } else if (code == Words.SIN) {
            y = sin(x);
        } else if (code == Words.COS) {
            y = cos(x);
        } else if (code == Words.ATAN) {
            y = atan(x);
        }
        return y;
    }

    /** The binary op with this code. */
    final float binary(int code, float a, float b) {
        float y = a + b;
        if (code == Words.MUL) {
            y = a * b;
        } else if (code == Words.SUB) {
            y = a - b;
        } else if (code == Words.DIV) {
            y = a / b;
        } else if (code == Words.POWER) {
            y = pow(a, b);
        } else if (code == Words.MAX) {
            y = a >= b || nan(a) == 1 ? a : b; // NaN wins
        } else if (code == Words.MIN) {
            y = a <= b || nan(a) == 1 ? a : b; // NaN wins
        } else if (code == Words.GREATER) {
            y = a > b ? 1f : 0f;
        } else if (code == Words.EQUAL) {
            y = a == b ? 1f : 0f;
        }
        return y;
    }

    /** 1 where x is not a number; Float.isNaN has no translation. */
    @SuppressWarnings("IdentityBinaryExpression")
    final int nan(float x) {
        return x != x ? 1 : 0;
    }

    /**
     * The error function to 1.5e-7: below 1 a polynomial in x², fitted to {@code erf(x)/x}; above, {@code 1 − e^(−x²)·Q(x)} with Q
     * fitted to {@code e^(x²)·erfc(x)} at Chebyshev nodes of [1, 4], beyond which float32 has 1.
     */
    final float erf(float x) {
        float a = abs(x), y = x;
        if (a < 1f) {
            float s = a * a;
            float p = ((7.8824974e-05f * s - 0.0008018855f) * s + 0.005189312f) * s - 0.026854329f;
            y = x * (((p * s + 0.11283597f) * s - 0.37612626f) * s + 1.1283791f);
        } else if (a < 4f) {
            float q = ((-6.3860857e-06f * a + 0.00016744448f) * a - 0.0019656061f) * a + 0.013671518f;
            q = ((q * a - 0.062908374f) * a + 0.20279436f) * a - 0.47391406f;
            q = ((q * a + 0.8199872f) * a - 1.0576154f) * a + 0.9873727f;
            y = 1f - exp(-a * a) * q;
            y = x < 0f ? -y : y;
        } else if (a >= 4f) {
            y = x < 0f ? -1f : 1f;
        }
        return y;
    }
}
