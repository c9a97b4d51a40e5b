package org.limn.autodiff.device.gpu.tape;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.limn.autodiff.op.ReduceSum;
import org.limn.autodiff.op.Softmax;
import org.limn.autodiff.tensor.Shape;

/** Reductions as {@link SumPass} and {@link SoftmaxPass}. */
final class SumPasses {
    /** A work group per sum pays where sums are long and so few that single work items would leave the device idle. */
    private static final int LONG = 128, FEW = 16384;

    private SumPasses() {}

    static void reduce(ReduceSum op, Source x, int dst, TapeWriter tape) {
        Shape shape = x.shape();
        List<Integer> kept = IntStream.range(0, shape.rank())
                .filter(a -> !op.axes().contains(a))
                .boxed()
                .toList();
        List<Integer> summed = op.axes().stream().distinct().sorted().toList();
        int count = count(shape, kept), terms = count(shape, summed);
        int[] keptAxes = walk(shape, kept), summedAxes = walk(shape, summed);
        tape.pass(new SumPass(
                terms >= LONG && count < FEW ? SumPass.GROUPED : SumPass.CODE,
                dst,
                count,
                terms,
                tape.place(x),
                tape.table(keptAxes),
                keptAxes.length / 2,
                tape.table(summedAxes),
                summedAxes.length / 2));
    }

    private static int count(Shape shape, List<Integer> axes) {
        return axes.stream().mapToInt(shape::dim).reduce(1, (a, b) -> a * b);
    }

    /** Rows (extent, stride) of some axes, neighbours that are one run joined; at least one row. */
    private static int[] walk(Shape shape, List<Integer> axes) {
        int[] strides = shape.strides();
        List<int[]> rows = new ArrayList<>();
        for (int a : axes) {
            int last = rows.size() - 1;
            if (last >= 0 && rows.get(last)[1] == strides[a] * shape.dim(a)) {
                rows.set(last, new int[] {rows.get(last)[0] * shape.dim(a), strides[a]});
            } else {
                rows.add(new int[] {shape.dim(a), strides[a]});
            }
        }
        return rows.isEmpty()
                ? new int[] {1, 0}
                : rows.stream().flatMapToInt(IntStream::of).toArray();
    }

    static void softmax(Softmax op, Source x, int dst, TapeWriter tape) {
        Shape shape = x.shape();
        int n = shape.dim(op.axis()), inner = shape.count(op.axis() + 1, shape.rank());
        tape.pass(new SoftmaxPass(dst, shape.size() / n, n, inner, tape.place(x)));
    }
}
