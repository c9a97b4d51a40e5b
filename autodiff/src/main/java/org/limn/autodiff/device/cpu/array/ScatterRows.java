package org.limn.autodiff.device.cpu.array;

import java.util.Arrays;
import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.op.ScatterAdd;
import org.limn.autodiff.tensor.Shape;

/** {@link ScatterAdd}: a unit is one slab of the result, to which the entries of x are added in their order. */
final class ScatterRows implements Kernel.OfOneStage {
    private final int[] indices;
    private final int size;
    private final int outer;
    private final int inner;

    ScatterRows(ScatterAdd op, Shape x) {
        indices = op.indices().stream().mapToInt(Integer::intValue).toArray();
        size = op.size();
        outer = x.count(0, op.axis());
        inner = x.count(op.axis() + 1, x.rank());
    }

    @Override
    public String name() {
        return "add rows";
    }

    @Override
    public int units() {
        return outer;
    }

    @Override
    public void run(Places places, int from, int to, float[] local) {
        float[] a = places.arena();
        for (int o = from; o < to; o++) {
            int y = places.output() + o * size * inner, x = places.inputs()[0] + o * indices.length * inner;
            Arrays.fill(a, y, y + size * inner, 0);
            for (int index : indices) {
                for (int j = 0; j < inner; j++) {
                    a[y + index * inner + j] += a[x++];
                }
            }
        }
    }
}
