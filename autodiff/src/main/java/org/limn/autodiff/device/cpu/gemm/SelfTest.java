package org.limn.autodiff.device.cpu.gemm;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures what share of the FMA peak the tile kernels reach on this machine, in this JVM. Now and then a vector method compiles
 * badly and runs at a fifth of its speed or less; a silent factor of five is the worst failure that the device can have.
 */
final class SelfTest {
    /** Below this share of the peak a kernel is badly compiled; good ones reach 80 to 98 %. */
    private static final double BAD = 0.3;

    /** A narrower tile reads its panels more often for the same work, so it must be this much faster to be taken. */
    private static final double CLEARLY = 1.1;

    private static final int VALUES = 256, TRIES = 64;
    private static final long PATIENCE_NANOS = 3_000_000_000L;

    private SelfTest() {}

    /** What a tile this many vectors wide reaches. */
    record Share(int vectors, double ofPeak) {
        boolean plausible() {
            return ofPeak >= BAD && ofPeak <= 1.1;
        }
    }

    /** The two widest tiles, widest first; waits a while for the compiler where what it sees cannot be. */
    static List<Share> measure(VectorKernels set) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        List<Share> shares = once(set);
        while (!shares.stream().allMatch(Share::plausible) && System.nanoTime() < deadline) {
            shares = once(set);
        }
        return shares;
    }

    private static List<Share> once(VectorKernels set) {
        double peak = QuickPeak.flops();
        int widest = set.tile().vectors();
        return List.of(
                new Share(widest, flops(set, widest) / peak), new Share(widest - 1, flops(set, widest - 1) / peak));
    }

    /** The set with the tile to use, given what the widest and a narrower one reach. */
    static VectorKernels choose(VectorKernels set, List<Share> shares) {
        Share wide = shares.get(0), narrow = shares.get(1);
        Share best = narrow.ofPeak > CLEARLY * wide.ofPeak ? narrow : wide;
        String why = String.format(
                Locale.ROOT,
                "measured %.0f %% of the FMA peak, %d vectors wide %.0f %%",
                100 * best.ofPeak,
                best == wide ? narrow.vectors : wide.vectors,
                100 * (best == wide ? narrow : wide).ofPeak);
        return new VectorKernels(set.tile(), best.vectors, why);
    }

    /** What is to be said where the widest kernel is bad and {@code chosen} is used. */
    static Optional<String> warning(VectorKernels chosen, List<Share> shares) {
        if (shares.get(0).ofPeak >= BAD) {
            return Optional.empty();
        }
        boolean mended = shares.get(1).ofPeak >= BAD;
        return Optional.of("the compiler made a bad job of the widest kernel. " + chosen.description()
                + (mended ? "" : ". All runs will be slow; a new start may help"));
    }

    private static double flops(VectorKernels set, int vectors) {
        float[] a = new float[VALUES * set.rows()], b = new float[VALUES * vectors * set.lanes()];
        float[] tile = new float[set.rows() * set.tile().vectors() * set.lanes()];
        double flops = 2.0 * VALUES * set.rows() * vectors * set.lanes(), seconds = Double.POSITIVE_INFINITY;
        for (int i = 0; i < TRIES; i++) {
            long start = System.nanoTime();
            set.tile().multiply(vectors, a, 0, b, 0, VALUES, tile, 0);
            seconds = Math.min(seconds, (System.nanoTime() - start) * 1e-9);
        }
        return flops / seconds;
    }
}
