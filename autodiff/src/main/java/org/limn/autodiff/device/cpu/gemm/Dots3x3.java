package org.limn.autodiff.device.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Dots4x6} for 16 registers: three rows times three.
 */
final class Dots3x3 {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    static final int L = V.length();

    private Dots3x3() {}

    /**
     * @param xs how many rows x has, 3 at most: the last stands for those that are not there, and so for y
     * @param length whole vectors
     */
    static void run(
            float[] x, int xo, int xStep, int xs, float[] y, int yo, int yStep, int ys, int length, float[] s, int so) {
        int x0 = xo;
        int x1 = xo + Math.min(1, xs - 1) * xStep;
        int x2 = xo + Math.min(2, xs - 1) * xStep;
        int y0 = yo;
        int y1 = yo + Math.min(1, ys - 1) * yStep;
        int y2 = yo + Math.min(2, ys - 1) * yStep;
        FloatVector s00 = FloatVector.fromArray(V, s, so + 0 * L);
        FloatVector s01 = FloatVector.fromArray(V, s, so + 1 * L);
        FloatVector s02 = FloatVector.fromArray(V, s, so + 2 * L);
        FloatVector s10 = FloatVector.fromArray(V, s, so + 3 * L);
        FloatVector s11 = FloatVector.fromArray(V, s, so + 4 * L);
        FloatVector s12 = FloatVector.fromArray(V, s, so + 5 * L);
        FloatVector s20 = FloatVector.fromArray(V, s, so + 6 * L);
        FloatVector s21 = FloatVector.fromArray(V, s, so + 7 * L);
        FloatVector s22 = FloatVector.fromArray(V, s, so + 8 * L);
        for (int p = 0; p < length; p += L) {
            FloatVector a0 = FloatVector.fromArray(V, x, x0 + p);
            FloatVector a1 = FloatVector.fromArray(V, x, x1 + p);
            FloatVector a2 = FloatVector.fromArray(V, x, x2 + p);
            FloatVector b0 = FloatVector.fromArray(V, y, y0 + p);
            s00 = a0.fma(b0, s00);
            s10 = a1.fma(b0, s10);
            s20 = a2.fma(b0, s20);
            FloatVector b1 = FloatVector.fromArray(V, y, y1 + p);
            s01 = a0.fma(b1, s01);
            s11 = a1.fma(b1, s11);
            s21 = a2.fma(b1, s21);
            FloatVector b2 = FloatVector.fromArray(V, y, y2 + p);
            s02 = a0.fma(b2, s02);
            s12 = a1.fma(b2, s12);
            s22 = a2.fma(b2, s22);
        }
        s00.intoArray(s, so + 0 * L);
        s01.intoArray(s, so + 1 * L);
        s02.intoArray(s, so + 2 * L);
        s10.intoArray(s, so + 3 * L);
        s11.intoArray(s, so + 4 * L);
        s12.intoArray(s, so + 5 * L);
        s20.intoArray(s, so + 6 * L);
        s21.intoArray(s, so + 7 * L);
        s22.intoArray(s, so + 8 * L);
    }
}
