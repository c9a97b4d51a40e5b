package org.limn.autodiff.device.cpu.array;

import java.util.Arrays;
import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.tensor.Shape;

/** {@link org.limn.autodiff.op.AvgPool} over whole planes, and its adjoint: one number per plane. */
final class PlaneMeans implements Kernel.OfOneStage {
    private final boolean transposed;
    private final int planes;
    private final int size;
    private final ArrayLoops loops;

    /** The mean of each plane of {@code planes}, or each number shared equally among the elements of its plane. */
    PlaneMeans(boolean transposed, Shape planes, ArrayLoops loops) {
        this.transposed = transposed;
        this.planes = planes.count(0, 2);
        this.size = planes.count(2, 4);
        this.loops = loops;
    }

    @Override
    public String name() {
        return transposed ? "fill planes" : "mean of planes";
    }

    @Override
    public int units() {
        return planes;
    }

    @Override
    public int local() {
        return ArrayLoops.LANES;
    }

    @Override
    public void run(Places places, int from, int to, float[] local) {
        float[] a = places.arena();
        int one = transposed ? places.inputs()[0] : places.output();
        int plane = transposed ? places.output() : places.inputs()[0];
        for (int p = from; p < to; p++) {
            if (transposed) {
                Arrays.fill(a, plane + p * size, plane + (p + 1) * size, a[one + p] / size);
            } else {
                a[one + p] = loops.sum(a, plane + p * size, size, local, 0) / size;
            }
        }
    }
}
