package org.limn.autodiff.device.cpu;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import org.limn.autodiff.device.cpu.gemm.FmaChain;
import org.limn.autodiff.device.cpu.gemm.ScalarChain;

/**
 * The most that one thread of this machine can do, measured now, in CPU time: what times are held against. Clocks and neighbours
 * change by the second, so measure right before and right after what is to be judged, and take the larger.
 *
 * @param flops multiply-adds in registers, each counted as two, per second
 * @param bandwidth bytes per second of {@code z = x + y} over arrays of 64 MB, all bytes counted
 */
public record Peak(double flops, double bandwidth) {
    private static final int ROUNDS = 3;
    private static final double ROUND_SECONDS = 0.03;
    private static final int ARRAY = 16 << 20;

    /** The arithmetic of a round, the same for vectors and scalars: returns a number that depends on all of it. */
    interface Arithmetic {
        float run(int iterations);
    }

    /** Measures: a tenth of a second of arithmetic and as much of copying, after a warm-up. */
    public static Peak measure() {
        return new Peak(measureFlops(), measureBandwidth());
    }

    /** The better of two measurements. */
    public Peak or(Peak other) {
        return new Peak(Math.max(flops, other.flops), Math.max(bandwidth, other.bandwidth));
    }

    /** The arithmetic alone. */
    public static double measureFlops() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? flops(FmaChain::run, FmaChain.flops(1))
                : flops(ScalarChain::run, ScalarChain.flops(1));
    }

    private static double flops(Arithmetic arithmetic, double flopsPerIteration) {
        int iterations = 20_000;
        for (int i = 0; i < 200; i++) {
            consume(arithmetic.run(iterations / 10));
        }
        while (seconds(arithmetic, iterations) < ROUND_SECONDS / 2) {
            iterations *= 2;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < ROUNDS; i++) {
            best = Math.min(best, seconds(arithmetic, iterations));
        }
        return iterations * flopsPerIteration / best;
    }

    private static double seconds(Arithmetic arithmetic, int iterations) {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long start = clock.getCurrentThreadCpuTime();
        consume(arithmetic.run(iterations));
        return Math.max(1, clock.getCurrentThreadCpuTime() - start) / 1e9;
    }

    /** The copying alone. */
    public static double measureBandwidth() {
        float[] x = new float[ARRAY], y = new float[ARRAY], z = new float[ARRAY];
        Arrays.fill(x, 1);
        Arrays.fill(y, 2);
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 2 + ROUNDS; i++) {
            long start = clock.getCurrentThreadCpuTime();
            add(x, y, z);
            best = Math.min(best, Math.max(1, clock.getCurrentThreadCpuTime() - start) / 1e9);
            consume(z[i]);
        }
        return 3 * 4.0 * ARRAY / best;
    }

    private static void add(float[] x, float[] y, float[] z) {
        for (int i = 0; i < z.length; i++) {
            z[i] = x[i] + y[i];
        }
    }

    /** Keeps the compiler from dropping what nobody reads; the condition never holds. */
    private static void consume(float value) {
        if (Float.isNaN(value)) {
            throw new ArithmeticException("sums of finite numbers are finite");
        }
    }
}
