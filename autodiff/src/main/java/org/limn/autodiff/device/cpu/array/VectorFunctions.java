package org.limn.autodiff.device.cpu.array;

import static org.limn.autodiff.device.cpu.array.ScalarFunctions.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of {@link ScalarFunctions} by vectors. Each method is one loop of local variables: a vector that leaves its method
 * becomes an object, and the loop some hundred times slower.
 */
final class VectorFunctions {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final int L = V.length();

    private VectorFunctions() {}

    /** {@code y = e^b}. */
    static void exp(float[] a, int i, float[] b, int j, float[] y, int k, int n) {
        int m = 0;
        for (; m <= n - L; m += L) {
            FloatVector c = FloatVector.fromArray(V, b, j + m).max(EXP_LEAST).min(EXP_MOST);
            FloatVector t = c.fma(LOG2_E, MAGIC);
            FloatVector q = t.sub(MAGIC);
            FloatVector r = q.fma(FloatVector.broadcast(V, -LN2_HIGH), c);
            r = q.fma(FloatVector.broadcast(V, -LN2_LOW), r);
            FloatVector p = r.fma(FloatVector.broadcast(V, E4), FloatVector.broadcast(V, E3))
                    .fma(r, FloatVector.broadcast(V, E2))
                    .fma(r, FloatVector.broadcast(V, E1))
                    .fma(r, FloatVector.broadcast(V, E0));
            FloatVector e = p.fma(r.mul(r), r).add(1);
            IntVector both = t.reinterpretAsInts().sub(MAGIC_BITS);
            IntVector half = both.lanewise(VectorOperators.ASHR, 1);
            IntVector rest = both.sub(half);
            FloatVector s = half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            FloatVector u = rest.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            e.mul(s).mul(u).intoArray(y, k + m);
        }
        for (; m < n; m++) {
            y[k + m] = ScalarFunctions.exp(b[j + m]);
        }
    }

    /** {@code y = ln a}. */
    static void log(float[] a, int i, float[] b, int j, float[] y, int k, int n) {
        int m = 0;
        for (; m <= n - L; m += L) {
            FloatVector x = FloatVector.fromArray(V, a, i + m);
            FloatVector lifted = x.blend(x.mul(LIFT), x.lt(LEAST_NORMAL));
            FloatVector below = FloatVector.broadcast(V, 0).blend(FloatVector.broadcast(V, -23), x.lt(LEAST_NORMAL));
            IntVector bits = lifted.reinterpretAsInts();
            IntVector e = bits.sub(ROOT_HALF_BITS).lanewise(VectorOperators.ASHR, 23);
            FloatVector f = bits.sub(e.lanewise(VectorOperators.LSHL, 23))
                    .reinterpretAsFloats()
                    .sub(1);
            FloatVector q = e.add(MAGIC_BITS).reinterpretAsFloats().sub(MAGIC).add(below);
            FloatVector p = f.fma(FloatVector.broadcast(V, L8), FloatVector.broadcast(V, L7))
                    .fma(f, FloatVector.broadcast(V, L6))
                    .fma(f, FloatVector.broadcast(V, L5))
                    .fma(f, FloatVector.broadcast(V, L4));
            p = p.fma(f, FloatVector.broadcast(V, L3))
                    .fma(f, FloatVector.broadcast(V, L2))
                    .fma(f, FloatVector.broadcast(V, L1))
                    .fma(f, FloatVector.broadcast(V, L0));
            FloatVector s = f.mul(f);
            FloatVector low = s.fma(FloatVector.broadcast(V, -0.5f), p.mul(f).fma(s, q.mul(LN2_LOW)));
            FloatVector z = q.fma(FloatVector.broadcast(V, LN2_HIGH), low.add(f));
            z = z.blend(FloatVector.broadcast(V, Float.NEGATIVE_INFINITY), x.eq(0));
            z = x.blend(z, x.lt(Float.POSITIVE_INFINITY));
            z.blend(FloatVector.broadcast(V, Float.NaN), x.lt(0)).intoArray(y, k + m);
        }
        for (; m < n; m++) {
            y[k + m] = ScalarFunctions.log(a[i + m]);
        }
    }

    /** {@code y = tanh a}, given {@code b = e^(2|a|)}. */
    static void tanh(float[] a, int i, float[] b, int j, float[] y, int k, int n) {
        int m = 0;
        for (; m <= n - L; m += L) {
            FloatVector x = FloatVector.fromArray(V, a, i + m);
            FloatVector z = FloatVector.fromArray(V, b, j + m);
            FloatVector u = x.mul(x);
            FloatVector p = u.fma(FloatVector.broadcast(V, T4), FloatVector.broadcast(V, T3))
                    .fma(u, FloatVector.broadcast(V, T2))
                    .fma(u, FloatVector.broadcast(V, T1))
                    .fma(u, FloatVector.broadcast(V, T0));
            FloatVector small = p.mul(u).fma(x, x);
            FloatVector large =
                    FloatVector.broadcast(V, 1).sub(FloatVector.broadcast(V, 2).div(z.add(1)));
            large = large.blend(large.neg(), x.lt(0));
            large.blend(small, x.abs().lt(TANH_SMALL)).intoArray(y, k + m);
        }
        for (; m < n; m++) {
            y[k + m] = ScalarFunctions.tanh(a[i + m], b[j + m]);
        }
    }

    /** {@code y = 1/(1 + e⁻ᵃ)}, given {@code b = e^(−|a|)}. */
    static void sigmoid(float[] a, int i, float[] b, int j, float[] y, int k, int n) {
        int m = 0;
        for (; m <= n - L; m += L) {
            FloatVector x = FloatVector.fromArray(V, a, i + m);
            FloatVector z = FloatVector.fromArray(V, b, j + m);
            FloatVector.broadcast(V, 1).blend(z, x.lt(0)).div(z.add(1)).intoArray(y, k + m);
        }
        for (; m < n; m++) {
            y[k + m] = ScalarFunctions.sigmoid(a[i + m], b[j + m]);
        }
    }

    /** {@code y = ln(1 − erf|a|)}. */
    static void logOfComplement(float[] a, int i, float[] b, int j, float[] y, int k, int n) {
        int m = 0;
        for (; m <= n - L; m += L) {
            FloatVector x = FloatVector.fromArray(V, a, i + m).abs().min(ERF_MOST);
            FloatVector p = x.fma(FloatVector.broadcast(V, G6), FloatVector.broadcast(V, G5))
                    .fma(x, FloatVector.broadcast(V, G4))
                    .fma(x, FloatVector.broadcast(V, G3));
            p.fma(x, FloatVector.broadcast(V, G2))
                    .fma(x, FloatVector.broadcast(V, G1))
                    .fma(x, FloatVector.broadcast(V, G0))
                    .intoArray(y, k + m);
        }
        for (; m < n; m++) {
            y[k + m] = ScalarFunctions.logOfComplement(a[i + m]);
        }
    }

    /** {@code y = erf a}, given {@code b = 1 − erf|a|}. */
    static void erf(float[] a, int i, float[] b, int j, float[] y, int k, int n) {
        int m = 0;
        for (; m <= n - L; m += L) {
            FloatVector x = FloatVector.fromArray(V, a, i + m);
            FloatVector large = FloatVector.broadcast(V, 1).sub(FloatVector.fromArray(V, b, j + m));
            FloatVector u = x.mul(x);
            FloatVector p = u.fma(FloatVector.broadcast(V, F6), FloatVector.broadcast(V, F5))
                    .fma(u, FloatVector.broadcast(V, F4))
                    .fma(u, FloatVector.broadcast(V, F3));
            p = p.fma(u, FloatVector.broadcast(V, F2))
                    .fma(u, FloatVector.broadcast(V, F1))
                    .fma(u, FloatVector.broadcast(V, F0));
            FloatVector small = p.fma(x, x);
            large = large.blend(large.neg(), x.lt(0));
            large.blend(small, x.abs().lt(ERF_SMALL)).intoArray(y, k + m);
        }
        for (; m < n; m++) {
            y[k + m] = ScalarFunctions.erf(a[i + m], b[j + m]);
        }
    }
}
