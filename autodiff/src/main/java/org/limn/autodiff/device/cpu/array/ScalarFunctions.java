package org.limn.autodiff.device.cpu.array;

/**
 * exp, log, tanh, sigmoid and erf of one float32, within a few units in the last place. The vectors of {@link VectorArrayLoops} do the
 * same operations in the same order, so a result has the same bits whether it was computed in a vector, in the rest of a row,
 * interpreted or compiled; the platform's own functions do not promise that.
 *
 * <p>The polynomials are minimax fits (Remez exchange) of relative error below 5e-9 on their intervals.
 */
final class ScalarFunctions {
    /** Adding it to a float of magnitude below 2²² leaves that number, rounded to an integer, in the low bits. */
    static final float MAGIC = 0x1.8p23f;

    static final int MAGIC_BITS = 0x4B400000;

    static final float LOG2_E = 1.44269504f;
    /** ln 2 in two parts, the first with so few bits that its product with a small integer is exact. */
    static final float LN2_HIGH = 0.693359375f;

    static final float LN2_LOW = -2.12194440e-4f;

    /** e^x overflows above the second and is 0 below the first. */
    static final float EXP_LEAST = -104, EXP_MOST = 89;

    /** (e^r − 1 − r)/r² for |r| ≤ ln(2)/2. */
    static final float E0 = 0.5f, E1 = 0.166665182f, E2 = 0.041666206f, E3 = 0.00836890843f, E4 = 0.00139505242f;

    /** √½, from which on a mantissa counts to the next power of two. */
    static final int ROOT_HALF_BITS = 0x3F3504F3;

    /** The least float with a full mantissa, and what lifts smaller ones above it. */
    static final float LEAST_NORMAL = 0x1p-126f, LIFT = 0x1p23f;

    /** (log(1 + f) − f + f²/2)/f³ for √½ ≤ 1 + f ≤ √2. */
    static final float L0 = 0.333333105f, L1 = -0.249999866f, L2 = 0.200022265f, L3 = -0.166692525f, L4 = 0.142186657f;

    static final float L5 = -0.123843364f, L6 = 0.118729167f, L7 = -0.117898569f, L8 = 0.0691555142f;

    /** Below it tanh is a polynomial. */
    static final float TANH_SMALL = 0.625f;

    /** (tanh(x)/x − 1)/x² in x² for |x| ≤ 0.625. */
    static final float T0 = -0.333332837f,
            T1 = 0.133314908f,
            T2 = -0.0537434965f,
            T3 = 0.020650588f,
            T4 = -0.00571704563f;

    /** Below the first erf is a polynomial; from the second on it is 1. */
    static final float ERF_SMALL = 1, ERF_MOST = 4;

    /** erf(x)/x − 1 in x² for |x| ≤ 1. */
    static final float F0 = 0.128379167f,
            F1 = -0.37612626f,
            F2 = 0.112836003f,
            F3 = -0.0268544443f,
            F4 = 0.00518953521f;

    static final float F5 = -0.000802083872f, F6 = 7.88911202e-05f;

    /** log(1 − erf(x)) for 1 ≤ x ≤ 4. */
    static final float G0 = -0.000353748794f,
            G1 = -1.12703991f,
            G2 = -0.638225913f,
            G3 = -0.103037171f,
            G4 = 0.0218052212f;

    static final float G5 = -0.00293958164f, G6 = 0.000185571276f;

    private ScalarFunctions() {}

    /** e^x as 2ⁿ·e^r with r = x − n·ln 2; 2ⁿ in two factors, because n may be out of the range of either. */
    static float exp(float x) {
        float c = Math.min(Math.max(x, EXP_LEAST), EXP_MOST);
        float t = Math.fma(c, LOG2_E, MAGIC);
        float n = t - MAGIC;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, c));
        float p = Math.fma(Math.fma(Math.fma(Math.fma(E4, r, E3), r, E2), r, E1), r, E0);
        float e = Math.fma(p, r * r, r) + 1;
        int k = Float.floatToRawIntBits(t) - MAGIC_BITS;
        return e * power(k >> 1) * power(k - (k >> 1));
    }

    private static float power(int n) {
        return Float.intBitsToFloat((n + 127) << 23);
    }

    /** ln x as e·ln 2 + ln m with √½ ≤ m < √2. */
    static float log(float x) {
        float lifted = x < LEAST_NORMAL ? x * LIFT : x;
        float below = x < LEAST_NORMAL ? -23 : 0;
        int bits = Float.floatToRawIntBits(lifted);
        int e = (bits - ROOT_HALF_BITS) >> 23;
        float f = Float.intBitsToFloat(bits - (e << 23)) - 1;
        float n = Float.intBitsToFloat(e + MAGIC_BITS) - MAGIC + below;
        float p = Math.fma(Math.fma(Math.fma(Math.fma(L8, f, L7), f, L6), f, L5), f, L4);
        p = Math.fma(Math.fma(Math.fma(Math.fma(p, f, L3), f, L2), f, L1), f, L0);
        float s = f * f;
        float low = Math.fma(s, -0.5f, Math.fma(p * f, s, n * LN2_LOW));
        float y = Math.fma(n, LN2_HIGH, low + f);
        y = x == 0 ? Float.NEGATIVE_INFINITY : y;
        y = x < Float.POSITIVE_INFINITY ? y : x;
        return x < 0 ? Float.NaN : y;
    }

    static float tanh(float x) {
        return tanh(x, exp(2 * Math.abs(x)));
    }

    /** tanh x, given {@code z = e^(2|x|)}. */
    static float tanh(float x, float z) {
        float u = x * x;
        float p = Math.fma(Math.fma(Math.fma(Math.fma(T4, u, T3), u, T2), u, T1), u, T0);
        float small = Math.fma(p * u, x, x);
        float large = 1 - 2 / (z + 1);
        return Math.abs(x) < TANH_SMALL ? small : x < 0 ? -large : large;
    }

    static float sigmoid(float x) {
        return sigmoid(x, exp(-Math.abs(x)));
    }

    /** 1/(1 + e⁻ˣ), given {@code z = e^(−|x|)}: that way nothing overflows, and small results keep their digits. */
    static float sigmoid(float x, float z) {
        return (x < 0 ? z : 1) / (z + 1);
    }

    static float erf(float x) {
        return erf(x, exp(logOfComplement(x)));
    }

    /** log(1 − erf|x|); of use from 1 on. */
    static float logOfComplement(float x) {
        float a = Math.min(Math.abs(x), ERF_MOST);
        float p = Math.fma(Math.fma(Math.fma(G6, a, G5), a, G4), a, G3);
        return Math.fma(Math.fma(Math.fma(p, a, G2), a, G1), a, G0);
    }

    /** erf x, given {@code z = 1 − erf|x|}. */
    static float erf(float x, float z) {
        float u = x * x;
        float p = Math.fma(Math.fma(Math.fma(F6, u, F5), u, F4), u, F3);
        float small = Math.fma(Math.fma(Math.fma(Math.fma(p, u, F2), u, F1), u, F0), x, x);
        float large = 1 - z;
        return Math.abs(x) < ERF_SMALL ? small : x < 0 ? -large : large;
    }
}
