package org.limn.autodiff.device.cpu.gemm;

/**
 * The inner loops that a device uses: with vectors, or plain Java where the Vector API is missing. All that depends on the
 * machine is behind it.
 */
public sealed interface KernelSet permits VectorKernels, ScalarKernels {
    /** What it is and why: {@code vector: 16 × float32, tiles of 8x3 vectors; ...}. */
    String description();

    /** Sums per pixel that a tile holds. */
    int rows();

    /** Pixels of a full tile. */
    int width();

    /** Whether its tiles take right sides that {@link #packRight} packed. */
    boolean packsRight();

    /** {@link Panels#right} for its tiles. */
    float[] packRight(float[] b, int k, int pixels, int byK, int byPixel);

    /** How many floats a thread needs for panels of {@code kc} values. */
    int local(int kc);

    /** Panel and tile of one thread; the panel may use {@link #local} floats from {@code at} on. */
    Tiles tiles(float[] local, int at);

    /** Its products of rows with rows. */
    DotTile dots();

    /** Its loops over stretches of memory. */
    RowLoops loops();

    /** Whether the module {@code jdk.incubator.vector} is there. */
    static boolean vectorsPresent() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /** The vector set of this machine, unmeasured. */
    static KernelSet vector() {
        return VectorKernels.preferred();
    }

    /** Plain Java. */
    static KernelSet scalar(String why) {
        return new ScalarKernels(why);
    }
}
