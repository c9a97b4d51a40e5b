package org.limn.loader.onnx;

import java.util.ArrayList;
import java.util.List;
import org.limn.autodiff.op.Broadcast;
import org.limn.autodiff.op.Reshape;
import org.limn.autodiff.tensor.Shape;

/** Numpy's rule for shapes that differ: aligned at the end, extents of 1 are repeated. */
final class Broadcasting {
    private Broadcasting() {}

    /** The shape that both stretch to. */
    static Shape common(Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        int[] dims = new int[rank];
        for (int i = 0; i < rank; i++) {
            int p = dimOrOne(a, i - rank + a.rank()), q = dimOrOne(b, i - rank + b.rank());
            if (p != q && p != 1 && q != 1) {
                throw OnnxException.corrupt("shapes " + a + " and " + b + " do not broadcast to one");
            }
            dims[i] = p == 1 ? q : p;
        }
        return Shape.of(dims);
    }

    static Shape common(List<GraphValue> operands) {
        Shape all = Shape.SCALAR;
        for (GraphValue o : operands) {
            all = common(all, o.shape());
        }
        return all;
    }

    private static int dimOrOne(Shape s, int axis) {
        return axis < 0 ? 1 : s.dim(axis);
    }

    /** The operand stretched to a shape. */
    static GraphValue stretch(Lines lines, GraphValue x, Shape shape) {
        Shape aligned = aligned(x.shape(), shape.rank());
        GraphValue same = x.shape().equals(aligned) ? x : lines.apply(new Reshape(aligned), x.type(), x);
        return aligned.equals(shape) ? same : lines.apply(new Broadcast(shape), x.type(), same);
    }

    /** Extents of 1 before a shape, up to a rank. */
    static Shape aligned(Shape s, int rank) {
        Node.require(s.rank() <= rank, "shape " + s + " does not broadcast to " + rank + " dimensions");
        List<Integer> dims = new ArrayList<>();
        for (int i = s.rank(); i < rank; i++) {
            dims.add(1);
        }
        dims.addAll(s.toList());
        return Shape.of(dims);
    }

    /** Extents of 1 around a shape, so that its first axis stands at {@code axis}: the rule before operator set 7. */
    static Shape placed(Shape s, int axis, int rank) {
        Node.require(axis + s.rank() <= rank, "shape " + s + " does not fit at axis " + axis + " of " + rank);
        int[] dims = new int[rank];
        for (int i = 0; i < rank; i++) {
            dims[i] = i >= axis && i < axis + s.rank() ? s.dim(i - axis) : 1;
        }
        return Shape.of(dims);
    }

    /** A vector per channel, [C], as [1,C,1,…] of this rank. */
    static GraphValue perChannel(Lines lines, GraphValue vector, int rank) {
        Node.require(vector.shape().rank() == 1, "a vector [C] is needed per channel, got " + vector.shape());
        return lines.apply(new Reshape(placed(vector.shape(), 1, rank)), vector.type(), vector);
    }
}
