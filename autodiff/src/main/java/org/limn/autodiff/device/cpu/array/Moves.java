package org.limn.autodiff.device.cpu.array;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.op.Broadcast;
import org.limn.autodiff.op.Concat;
import org.limn.autodiff.op.Gather;
import org.limn.autodiff.op.Pad;
import org.limn.autodiff.op.Slice;
import org.limn.autodiff.tensor.Shape;

/** The ops that only move numbers, as boxes. */
public final class Moves {
    /** What a line does that only looks at numbers that are there already. */
    public static final Kernel NOTHING = Copies.of("in place", List.of());

    private Moves() {}

    /** The elements of a shape from one set of strides to another: transposing, and changing the layout. */
    public static Kernel rearranged(String name, Shape shape, int[] from, int[] to) {
        return Copies.of(name, List.of(new Copies.Part(0, 0, 0, Box.of(shape, from, to))));
    }

    /**
     * Joins arrays.
     *
     * @param copied which of the inputs are copied; the others lie in their place already
     */
    public static Kernel concat(Concat op, List<Shape> inputs, Shape output, List<Integer> copied) {
        int[] to = output.strides();
        List<Copies.Part> parts = new ArrayList<>();
        for (int i = 0, at = 0; i < inputs.size(); at += inputs.get(i++).dim(op.axis()) * to[op.axis()]) {
            if (copied.contains(i)) {
                Box box = Box.of(inputs.get(i), inputs.get(i).strides(), to);
                parts.add(new Copies.Part(i, 0, at, box));
            }
        }
        return Copies.of(copied.isEmpty() ? "in place" : "copy", parts);
    }

    static Kernel broadcast(Broadcast op, Shape x) {
        int[] from = x.strides();
        for (int a = 0; a < from.length; a++) {
            from[a] = x.dim(a) == 1 ? 0 : from[a];
        }
        return rearranged("copy", op.shape(), from, op.shape().strides());
    }

    static Kernel slice(Slice op, Shape x, Shape y) {
        int[] from = x.strides();
        int first = 0;
        for (int a = 0; a < from.length; a++) {
            first += op.start().get(a) * from[a];
            from[a] *= op.step().get(a);
        }
        return Copies.of("copy", List.of(new Copies.Part(0, first, 0, Box.of(y, from, y.strides()))));
    }

    static Kernel pad(Pad op, Shape x, Shape y) {
        int[] to = y.strides();
        int first = 0;
        for (int a = 0; a < to.length; a++) {
            first += op.before().get(a) * to[a];
            to[a] *= op.between().get(a) + 1;
        }
        Copies.Part part = new Copies.Part(0, 0, first, Box.of(x, x.strides(), to));
        return Copies.onto("fill, copy", y.size(), (float) op.value(), List.of(part));
    }

    static Kernel gather(Gather op, Shape x, Shape y) {
        int inner = x.count(op.axis() + 1, x.rank()), n = op.indices().size();
        int outer = x.count(0, op.axis());
        Shape part = Shape.of(outer, inner);
        int[] from = {x.dim(op.axis()) * inner, 1}, to = {n * inner, 1};
        return Copies.of(
                "copy",
                IntStream.range(0, n)
                        .mapToObj(
                                k -> new Copies.Part(0, op.indices().get(k) * inner, k * inner, Box.of(part, from, to)))
                        .toList());
    }
}
