package org.limn.autodiff.device.cpu.gemm;

/** {@link FmaChain} without vectors: eight chains. */
public final class ScalarChain {
    private static final float X = 0.999f, Y = 0.001f;

    private ScalarChain() {}

    public static double flops(int n) {
        return 2.0 * 8 * n;
    }

    /** Runs {@code n} rounds; the result depends on all of them. */
    public static float run(int n) {
        float a = 1, b = 1, c = 1, d = 1, e = 1, f = 1, g = 1, h = 1;
        for (int i = 0; i < n; i++) {
            a = Math.fma(a, X, Y);
            b = Math.fma(b, X, Y);
            c = Math.fma(c, X, Y);
            d = Math.fma(d, X, Y);
            e = Math.fma(e, X, Y);
            f = Math.fma(f, X, Y);
            g = Math.fma(g, X, Y);
            h = Math.fma(h, X, Y);
        }
        return a + b + c + d + e + f + g + h;
    }
}
