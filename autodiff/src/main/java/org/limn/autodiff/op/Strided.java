package org.limn.autodiff.op;

import org.limn.autodiff.tensor.Shape;

/** Walks two arrays side by side, each with its own stride per axis: what the movement ops have in common. */
final class Strided {
    interface Visit {
        void at(int a, int b);
    }

    private Strided() {}

    /** Calls {@code visit} with the two positions of every index of {@code shape}, in row-major order. */
    static void walk(Shape shape, int a, int[] aStrides, int b, int[] bStrides, Visit visit) {
        if (shape.size() > 0) {
            walk(shape, 0, a, aStrides, b, bStrides, visit);
        }
    }

    private static void walk(Shape shape, int axis, int a, int[] aStrides, int b, int[] bStrides, Visit visit) {
        if (axis == shape.rank()) {
            visit.at(a, b);
            return;
        }
        for (int i = 0; i < shape.dim(axis); i++) {
            walk(shape, axis + 1, a + i * aStrides[axis], aStrides, b + i * bStrides[axis], bStrides, visit);
        }
    }

    /** The strides of {@code narrow} under the indices of a wider shape: 0 along the axes where it has extent 1. */
    static int[] stretched(Shape narrow) {
        int[] s = narrow.strides();
        for (int i = 0; i < s.length; i++) {
            s[i] = narrow.dim(i) == 1 ? 0 : s[i];
        }
        return s;
    }
}
