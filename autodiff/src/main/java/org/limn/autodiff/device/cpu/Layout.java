package org.limn.autodiff.device.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.limn.autodiff.op.Broadcast;
import org.limn.autodiff.op.Concat;
import org.limn.autodiff.op.Fused;
import org.limn.autodiff.op.Gather;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Pad;
import org.limn.autodiff.op.ReduceSum;
import org.limn.autodiff.op.ScatterAdd;
import org.limn.autodiff.op.Slice;
import org.limn.autodiff.op.Softmax;
import org.limn.autodiff.tensor.Shape;

/**
 * How a value lies in memory: row-major, but for its first axis, the batch, which has moved inward past {@code batchAt} others.
 * A feature map [N,C,H,W] lies as [C][N][H][W], so that the pixels of a whole batch are one axis; split into groups,
 * [N,g,C/g,H,W], it is the same numbers with the batch moved past two.
 *
 * <p>An op that does not care for the meaning of its axes is, in any layout, the same op of other axes: {@link #physical(Op)}.
 */
record Layout(int batchAt) {
    static final Layout ROWS = new Layout(0);
    static final Layout CHANNELS = new Layout(1);

    /** The axes in the order in which they lie, outermost first. */
    List<Integer> order(int rank) {
        List<Integer> axes = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
        if (batchAt > 0) {
            axes.add(batchAt, axes.remove(0));
        }
        return axes;
    }

    /** The extents in the order in which they lie. */
    Shape physical(Shape shape) {
        return shape.permuted(order(shape.rank()));
    }

    /** Where an axis lies. */
    int physical(int axis) {
        return axis == 0 ? batchAt : axis <= batchAt ? axis - 1 : axis;
    }

    /** Elements between neighbours along each axis. */
    int[] strides(Shape shape) {
        int[] lying = physical(shape).strides();
        return IntStream.range(0, shape.rank()).map(a -> lying[physical(a)]).toArray();
    }

    /** Whether the numbers of this shape lie in one order in both layouts. */
    boolean same(Layout other, Shape shape) {
        return equals(other) || shape.dim(0) == 1 || sameForAnyBatch(other, shape);
    }

    /** Whether they do even when the batch is not 1: what layouts are chosen by, so that the choice is one for any batch. */
    boolean sameForAnyBatch(Layout other, Shape shape) {
        int low = Math.min(batchAt, other.batchAt), high = Math.max(batchAt, other.batchAt);
        return low == high || shape.count(low + 1, high + 1) == 1;
    }

    /** The same op on arrays that lie so. */
    Op physical(Op op) {
        if (batchAt == 0) {
            return op;
        } else if (op instanceof Broadcast b) {
            return new Broadcast(physical(b.shape()));
        } else if (op instanceof ReduceSum r) {
            return new ReduceSum(r.axes().stream().map(this::physical).toList());
        } else if (op instanceof Slice s) {
            return new Slice(permuted(s.start()), permuted(s.size()), permuted(s.step()));
        } else if (op instanceof Pad p) {
            return new Pad(permuted(p.before()), permuted(p.after()), permuted(p.between()), p.value());
        } else if (op instanceof Concat c) {
            return new Concat(physical(c.axis()));
        } else if (op instanceof Gather g) {
            return new Gather(physical(g.axis()), g.indices());
        } else if (op instanceof ScatterAdd s) {
            return new ScatterAdd(physical(s.axis()), s.indices(), s.size());
        } else if (op instanceof Softmax s) {
            return new Softmax(physical(s.axis()));
        } else if (op instanceof Fused f) {
            return new Fused(
                    f.arity(),
                    f.steps().stream()
                            .map(s -> new Fused.Step(physical(s.op()), s.args()))
                            .toList());
        }
        return op;
    }

    private List<Integer> permuted(List<Integer> perAxis) {
        return order(perAxis.size()).stream().map(perAxis::get).toList();
    }

    @Override
    public String toString() {
        return batchAt == 0 ? "rows" : batchAt == 1 ? "channels" : "batch at " + batchAt;
    }
}
