package org.limn.autodiff.device.cpu.gemm;

import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What one thread of this machine can do at most, in a few milliseconds: enough to tell a badly compiled kernel. */
final class QuickPeak {
    /** Short calls until the chain is compiled, then the best of some tries: other processes and the compiler do not count. */
    private static final int CALLS = 3000, SHORT = 16, TRIES = 100, ROUNDS = 2000;

    private QuickPeak() {}

    /**
     * Floating-point operations per second, a fused multiply-add counted as two, by the widest vectors there are; without the Vector
     * API by scalar instructions. Within the first second of a JVM it may be far too low, because nothing is compiled yet.
     */
    static double flops() {
        return KernelSet.vectorsPresent()
                ? FmaChain.flops(ROUNDS) / seconds(FmaChain::run)
                : ScalarChain.flops(ROUNDS) / seconds(ScalarChain::run);
    }

    private static double seconds(IntFunction<Float> chain) {
        for (int i = 0; i < CALLS; i++) {
            seconds(chain, SHORT);
        }
        return IntStream.range(0, TRIES)
                .mapToDouble(i -> seconds(chain, ROUNDS))
                .min()
                .orElseThrow();
    }

    private static double seconds(IntFunction<Float> chain, int rounds) {
        long start = System.nanoTime();
        float last = chain.apply(rounds);
        double seconds = (System.nanoTime() - start) * 1e-9;
        return Float.isNaN(last) ? Double.POSITIVE_INFINITY : seconds;
    }
}
