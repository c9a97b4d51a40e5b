package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Four rows times six, {@code s[i][j] += Σ_p x[i][p]·y[j][p]}, each sum one per lane: 24 sums, 4 vectors of x and 1 of y in 29
 * registers, and 10 loads to 24 multiplications. Nothing has to be transposed, as it would for {@link Mul8x3}.
 */
final class Dots4x6 {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    static final int L = V.length();

    private Dots4x6() {}

    /**
     * @param xs how many rows x has, 4 at most: the last stands for those that are not there, and so for y
     * @param length whole vectors
     */
    static void run(
            float[] x, int xo, int xStep, int xs, float[] y, int yo, int yStep, int ys, int length, float[] s, int so) {
        int x0 = xo;
        int x1 = xo + Math.min(1, xs - 1) * xStep;
        int x2 = xo + Math.min(2, xs - 1) * xStep;
        int x3 = xo + Math.min(3, xs - 1) * xStep;
        int y0 = yo;
        int y1 = yo + Math.min(1, ys - 1) * yStep;
        int y2 = yo + Math.min(2, ys - 1) * yStep;
        int y3 = yo + Math.min(3, ys - 1) * yStep;
        int y4 = yo + Math.min(4, ys - 1) * yStep;
        int y5 = yo + Math.min(5, ys - 1) * yStep;
        FloatVector s00 = FloatVector.fromArray(V, s, so + 0 * L);
        FloatVector s01 = FloatVector.fromArray(V, s, so + 1 * L);
        FloatVector s02 = FloatVector.fromArray(V, s, so + 2 * L);
        FloatVector s03 = FloatVector.fromArray(V, s, so + 3 * L);
        FloatVector s04 = FloatVector.fromArray(V, s, so + 4 * L);
        FloatVector s05 = FloatVector.fromArray(V, s, so + 5 * L);
        FloatVector s10 = FloatVector.fromArray(V, s, so + 6 * L);
        FloatVector s11 = FloatVector.fromArray(V, s, so + 7 * L);
        FloatVector s12 = FloatVector.fromArray(V, s, so + 8 * L);
        FloatVector s13 = FloatVector.fromArray(V, s, so + 9 * L);
        FloatVector s14 = FloatVector.fromArray(V, s, so + 10 * L);
        FloatVector s15 = FloatVector.fromArray(V, s, so + 11 * L);
        FloatVector s20 = FloatVector.fromArray(V, s, so + 12 * L);
        FloatVector s21 = FloatVector.fromArray(V, s, so + 13 * L);
        FloatVector s22 = FloatVector.fromArray(V, s, so + 14 * L);
        FloatVector s23 = FloatVector.fromArray(V, s, so + 15 * L);
        FloatVector s24 = FloatVector.fromArray(V, s, so + 16 * L);
        FloatVector s25 = FloatVector.fromArray(V, s, so + 17 * L);
        FloatVector s30 = FloatVector.fromArray(V, s, so + 18 * L);
        FloatVector s31 = FloatVector.fromArray(V, s, so + 19 * L);
        FloatVector s32 = FloatVector.fromArray(V, s, so + 20 * L);
        FloatVector s33 = FloatVector.fromArray(V, s, so + 21 * L);
        FloatVector s34 = FloatVector.fromArray(V, s, so + 22 * L);
        FloatVector s35 = FloatVector.fromArray(V, s, so + 23 * L);
        for (int p = 0; p < length; p += L) {
            FloatVector a0 = FloatVector.fromArray(V, x, x0 + p);
            FloatVector a1 = FloatVector.fromArray(V, x, x1 + p);
            FloatVector a2 = FloatVector.fromArray(V, x, x2 + p);
            FloatVector a3 = FloatVector.fromArray(V, x, x3 + p);
            FloatVector b0 = FloatVector.fromArray(V, y, y0 + p);
            s00 = a0.fma(b0, s00);
            s10 = a1.fma(b0, s10);
            s20 = a2.fma(b0, s20);
            s30 = a3.fma(b0, s30);
            FloatVector b1 = FloatVector.fromArray(V, y, y1 + p);
            s01 = a0.fma(b1, s01);
            s11 = a1.fma(b1, s11);
            s21 = a2.fma(b1, s21);
            s31 = a3.fma(b1, s31);
            FloatVector b2 = FloatVector.fromArray(V, y, y2 + p);
            s02 = a0.fma(b2, s02);
            s12 = a1.fma(b2, s12);
            s22 = a2.fma(b2, s22);
            s32 = a3.fma(b2, s32);
            FloatVector b3 = FloatVector.fromArray(V, y, y3 + p);
            s03 = a0.fma(b3, s03);
            s13 = a1.fma(b3, s13);
            s23 = a2.fma(b3, s23);
            s33 = a3.fma(b3, s33);
            FloatVector b4 = FloatVector.fromArray(V, y, y4 + p);
            s04 = a0.fma(b4, s04);
            s14 = a1.fma(b4, s14);
            s24 = a2.fma(b4, s24);
            s34 = a3.fma(b4, s34);
            FloatVector b5 = FloatVector.fromArray(V, y, y5 + p);
            s05 = a0.fma(b5, s05);
            s15 = a1.fma(b5, s15);
            s25 = a2.fma(b5, s25);
            s35 = a3.fma(b5, s35);
        }
        s00.intoArray(s, so + 0 * L);
        s01.intoArray(s, so + 1 * L);
        s02.intoArray(s, so + 2 * L);
        s03.intoArray(s, so + 3 * L);
        s04.intoArray(s, so + 4 * L);
        s05.intoArray(s, so + 5 * L);
        s10.intoArray(s, so + 6 * L);
        s11.intoArray(s, so + 7 * L);
        s12.intoArray(s, so + 8 * L);
        s13.intoArray(s, so + 9 * L);
        s14.intoArray(s, so + 10 * L);
        s15.intoArray(s, so + 11 * L);
        s20.intoArray(s, so + 12 * L);
        s21.intoArray(s, so + 13 * L);
        s22.intoArray(s, so + 14 * L);
        s23.intoArray(s, so + 15 * L);
        s24.intoArray(s, so + 16 * L);
        s25.intoArray(s, so + 17 * L);
        s30.intoArray(s, so + 18 * L);
        s31.intoArray(s, so + 19 * L);
        s32.intoArray(s, so + 20 * L);
        s33.intoArray(s, so + 21 * L);
        s34.intoArray(s, so + 22 * L);
        s35.intoArray(s, so + 23 * L);
    }
}
