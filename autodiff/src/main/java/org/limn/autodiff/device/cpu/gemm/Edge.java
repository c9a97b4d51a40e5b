package org.limn.autodiff.device.cpu.gemm;

/** One row of a tile stored number by number: where a tile sticks out over the pixels or the rows that there are. */
final class Edge {
    private Edge() {}

    static void store(
            float[] t,
            int ti,
            int length,
            float bias,
            float[] r,
            int ro,
            float floor,
            float ceiling,
            float[] c,
            int co) {
        for (int i = 0; i < length; i++) {
            float x = t[ti + i] + bias + r[ro + i];
            x = x < floor ? floor : x;
            c[co + i] = x > ceiling ? ceiling : x;
        }
    }

    static void mask(float[] t, int ti, int length, float[] r, int ro, float[] y, int yo, float[] c, int co) {
        for (int i = 0; i < length; i++) {
            float x = t[ti + i] + r[ro + i];
            c[co + i] = y[yo + i] > 0 ? x : 0;
        }
    }
}
