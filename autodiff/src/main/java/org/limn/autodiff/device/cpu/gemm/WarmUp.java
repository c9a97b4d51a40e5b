package org.limn.autodiff.device.cpu.gemm;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.device.cpu.kernel.Kernel;

/**
 * Gets a kernel set ready on a thread of its own while its user reads a model: until C2 has compiled a vector kernel it is 100
 * to 1000 times slower. Then measures what the compiler made of it, and takes a narrower tile where that is bad.
 *
 * <p>Many short calls (16 values) reach the compiler's threshold by their number, so the loops are compiled once; long ones are
 * compiled twice, first inside the running call: 2.5 s to the first fast call instead of 1.2.
 */
public final class WarmUp {
    private static final System.Logger LOG = System.getLogger(WarmUp.class.getName());

    private static final int CALLS = 5500, VALUES = 16;

    private final CompletableFuture<KernelSet> ready = new CompletableFuture<>();

    private WarmUp() {}

    /** Starts; the thread ends by itself and keeps no JVM alive. */
    public static WarmUp start(KernelSet set) {
        WarmUp warmUp = new WarmUp();
        Thread thread = new Thread(() -> warmUp.run(set), "limn-warm-up");
        thread.setDaemon(true);
        thread.start();
        return warmUp;
    }

    private void run(KernelSet set) {
        try {
            ready.complete(set instanceof VectorKernels vector ? ready(vector) : set);
        } catch (RuntimeException | Error e) {
            ready.completeExceptionally(e);
        }
    }

    /** Waits for the set that is to be used: the given one, or with narrower tiles. */
    public KernelSet await() {
        return ready.join();
    }

    private static KernelSet ready(VectorKernels set) {
        for (int vectors = set.tile().vectors(); vectors >= 1; vectors--) {
            gemm(set, Pixels.line(vectors * set.lanes()), null);
        }
        for (int rows : new int[] {2, 8}) {
            int width = set.width() / rows;
            gemm(set, new Pixels(1, rows, width, width + 2, rows * (width + 2)), new Operand.Workspace(0));
        }
        List<SelfTest.Share> shares = SelfTest.measure(set);
        VectorKernels chosen = SelfTest.choose(set, shares);
        SelfTest.warning(chosen, shares).ifPresent(text -> LOG.log(System.Logger.Level.WARNING, text));
        return chosen;
    }

    /** Runs a product of a single tile many times, through all of the code that a real one runs through. */
    private static void gemm(VectorKernels set, Pixels pixels, @Nullable Operand mask) {
        int[] offsets = new int[VALUES];
        Arrays.setAll(offsets, k -> k);
        float[] arena = new float[4096], local = new float[set.local(VALUES)];
        Epilogue epilogue = mask == null ? Epilogue.NONE : Epilogue.NONE.withMask(mask);
        Gemm gemm = new Gemm(
                set,
                1,
                set.rows(),
                VALUES,
                new Gemm.Left(new Operand.Workspace(0), 0),
                new Gemm.Right(new Operand.Workspace(0), offsets, pixels, 0),
                new Gemm.Result(new Operand.Output(), pixels.count(), 0),
                epilogue);
        Kernel.Places places = new Kernel.Places(arena, new int[0], 1024, 0);
        for (int i = 0; i < CALLS; i++) {
            gemm.run(places, 0, gemm.units(), local);
        }
    }
}
