package org.limn.loader.onnx;

import static org.limn.loader.onnx.Operator.ANY;
import static org.limn.loader.onnx.Operator.many;
import static org.limn.loader.onnx.Operator.one;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.limn.autodiff.op.Broadcast;
import org.limn.autodiff.op.Concat;
import org.limn.autodiff.op.Gather;
import org.limn.autodiff.op.Reshape;
import org.limn.autodiff.op.Slice;
import org.limn.autodiff.tensor.Shape;

/** Parts of arrays, joins and repetitions. */
final class Movement {
    static final List<Operator> TABLE = List.of(
            one("Concat", 1, 1, ANY, "axis", n -> concat(n, n.attributes().integer("axis", 1))),
            one("Concat", 4, 1, ANY, "axis", n -> concat(n, n.attributes().integer("axis"))),
            many(
                    "Split",
                    1,
                    1,
                    2,
                    "axis split",
                    n -> split(
                            n,
                            n.has(1)
                                    ? n.longs(1)
                                    : n.attributes().integers("split").orElse(new long[0]))),
            many(
                    "Split",
                    2,
                    1,
                    1,
                    "axis split",
                    n -> split(n, n.attributes().integers("split").orElse(new long[0]))),
            many(
                    "Split",
                    13,
                    1,
                    2,
                    "axis num_outputs",
                    n -> split(n, n.optionalLongs(1).orElse(new long[0]))),
            one("Slice", 1, 1, 1, "axes ends starts", Movement::sliceByAttributes),
            one("Slice", 10, 3, 5, "", n -> slice(n, n.longs(1), n.longs(2), n.optionalLongs(3), n.optionalLongs(4))),
            one(
                    "Pad",
                    1,
                    1,
                    1,
                    "mode paddings value",
                    n -> pad(
                            n,
                            n.attributes().integers("paddings").orElse(new long[0]),
                            n.attributes().real("value", 0))),
            one(
                    "Pad",
                    2,
                    1,
                    1,
                    "mode pads value",
                    n -> pad(
                            n,
                            n.attributes().integers("pads").orElse(new long[0]),
                            n.attributes().real("value", 0))),
            one("Pad", 11, 2, 4, "mode", n -> pad(n, n.longs(1), n.scalar(2, 0))),
            one("Tile", 1, 2, 3, "", Movement::tile),
            one("Expand", 8, 2, 2, "", Movement::expand));

    private Movement() {}

    /**
     * Joins along an axis. In a file written for one image an operand that does not depend on it has extent 1 where the batch is;
     * it is repeated.
     */
    private static GraphValue concat(Node n, long axis) {
        int rank = n.shape(0).rank();
        int at = Node.axis(axis, rank);
        List<GraphValue> parts = new ArrayList<>(n.all());
        if (n.batch().isSecond()) {
            int[] widest = n.shape(0).toArray();
            parts.stream()
                    .filter(p -> p.shape().rank() == rank)
                    .forEach(p -> Arrays.setAll(
                            widest, i -> Math.max(widest[i], p.shape().dim(i))));
            parts.replaceAll(p -> p.shape().rank() == rank
                    ? Broadcasting.stretch(
                            n.emit(), p, Shape.of(widest).with(at, p.shape().dim(at)))
                    : p);
        }
        return parts.size() == 1
                ? parts.get(0)
                : n.emit().apply(new Concat(at), parts.get(0).type(), parts);
    }

    /** Into the sizes given, else into as many equal parts as there are outputs, of which the last may be smaller. */
    private static List<GraphValue> split(Node n, long[] given) {
        Shape s = n.shape(0);
        int axis = n.axisAttribute(0, s.rank());
        long[] sizes = given.length > 0 ? given : equalParts(n, s.dim(axis));
        Node.require(
                Arrays.stream(sizes).allMatch(p -> p >= 0)
                        && Arrays.stream(sizes).sum() == s.dim(axis),
                "the parts " + Arrays.toString(sizes) + " do not add up to the " + s.dim(axis) + " elements of axis "
                        + axis);
        List<GraphValue> parts = new ArrayList<>();
        int at = 0;
        for (long size : sizes) {
            parts.add(n.apply(Slice.along(axis, at, (int) size, s), n.in(0)));
            at += (int) size;
        }
        return parts;
    }

    private static long[] equalParts(Node n, int extent) {
        int parts = Node.toInt(n.attributes().integer("num_outputs", n.outputs()), "num_outputs");
        Node.require(
                parts > 0 && parts <= Math.max(1, extent), "an axis of " + extent + " cannot be split into " + parts);
        long size = (extent + parts - 1L) / parts;
        long[] sizes = new long[parts];
        Arrays.fill(sizes, size);
        sizes[parts - 1] = extent - size * (parts - 1);
        return sizes;
    }

    private static GraphValue sliceByAttributes(Node n) {
        long[] starts = n.attributes().integers("starts").orElse(new long[0]);
        long[] ends = n.attributes().integers("ends").orElse(new long[0]);
        return slice(n, starts, ends, n.attributes().integers("axes"), java.util.Optional.empty());
    }

    private static GraphValue slice(
            Node n, long[] starts, long[] ends, java.util.Optional<long[]> given, java.util.Optional<long[]> steps) {
        Shape s = n.shape(0);
        List<Integer> axes = given.map(a -> Node.axes(a, s.rank()))
                .orElse(IntStream.range(0, starts.length).boxed().toList());
        Node.require(
                starts.length == ends.length
                        && axes.size() == starts.length
                        && starts.length <= s.rank()
                        && steps.map(p -> p.length == starts.length).orElse(true),
                "starts, ends, axes and steps differ in number, or are more than the dimensions of " + s);
        GraphValue x = n.in(0);
        for (int i = 0; i < starts.length; i++) {
            x = slice(n, x, axes.get(i), starts[i], ends[i], steps.isPresent() ? steps.get()[i] : 1);
        }
        return x;
    }

    /** Python's rule: negative bounds count from the end, and bounds outside are drawn in. */
    private static GraphValue slice(Node n, GraphValue x, int axis, long start, long end, long step) {
        Node.require(step != 0, "a slice needs a step that is not 0");
        Shape s = x.shape();
        int extent = s.dim(axis);
        // a backward slice may end before element 0: −1
        long low = step > 0 ? 0 : -1, high = step > 0 ? extent : extent - 1;
        long from = Math.max(low, Math.min(start < 0 ? start + extent : start, high));
        long to = Math.max(low, Math.min(end < 0 ? Math.max(end, Long.MIN_VALUE + extent) + extent : end, high));
        long distance = step > 0 ? to - from : from - to;
        long stride = step == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(step);
        int count = (int) Math.max(0, distance / stride + (distance % stride > 0 ? 1 : 0));
        if (step < 0) {
            List<Integer> indices = IntStream.range(0, count)
                    .mapToObj(i -> (int) (from + i * step))
                    .toList();
            return n.apply(new Gather(axis, indices), x);
        }
        if (count == extent) {
            return x;
        }
        List<Integer> starts = new ArrayList<>(Collections.nCopies(s.rank(), 0));
        List<Integer> by = new ArrayList<>(Collections.nCopies(s.rank(), 1));
        starts.set(axis, count == 0 ? 0 : (int) from);
        by.set(axis, count <= 1 ? 1 : (int) step);
        return n.apply(new Slice(starts, s.with(axis, count).toList(), by), x);
    }

    private static GraphValue pad(Node n, long[] pads, double value) {
        int rank = n.shape(0).rank();
        List<Integer> axes = n.optionalLongs(3)
                .map(a -> Node.axes(a, rank))
                .orElse(IntStream.range(0, rank).boxed().toList());
        Node.require(pads.length == 2 * axes.size(), "pads need " + 2 * axes.size() + " numbers, got " + pads.length);
        int[] before = new int[rank], after = new int[rank];
        for (int i = 0; i < axes.size(); i++) {
            before[axes.get(i)] = Node.toInt(pads[i], "a pad");
            after[axes.get(i)] = Node.toInt(pads[i + axes.size()], "a pad");
        }
        String mode = n.attributes().text("mode", "constant");
        return mode.equals("constant")
                ? Padding.constant(n.emit(), n.in(0), before, after, value)
                : Padding.mirrored(n.emit(), n.in(0), before, after, mode);
    }

    /** Repeats whole arrays along each axis; the first operator set named one axis. */
    private static GraphValue tile(Node n) {
        Shape s = n.shape(0);
        long[] repeats = n.longs(1);
        if (n.version() < 6) {
            int axis = Node.axis((long) n.scalar(2, 0), s.rank());
            long tiles = repeats[0];
            repeats = new long[s.rank()];
            Arrays.fill(repeats, 1);
            repeats[axis] = tiles;
        }
        Node.require(repeats.length == s.rank(), "repeats need a number for each dimension of " + s);
        int[] apart = new int[2 * s.rank()], wide = new int[2 * s.rank()], joined = new int[s.rank()];
        for (int a = 0; a < s.rank(); a++) {
            apart[2 * a] = 1;
            wide[2 * a] = Node.toInt(repeats[a], "a repeat");
            apart[2 * a + 1] = wide[2 * a + 1] = s.dim(a);
            joined[a] = Shape.extent((long) wide[2 * a] * s.dim(a));
        }
        if (Arrays.equals(joined, s.toArray())) {
            return n.in(0);
        }
        GraphValue x = n.apply(new Reshape(Shape.of(apart)), n.in(0));
        return n.apply(new Reshape(Shape.of(joined)), n.apply(new Broadcast(Shape.of(wide)), x));
    }

    private static GraphValue expand(Node n) {
        Shape wanted = Shape.of(Node.toInts(n.longs(1), "an extent"));
        return Broadcasting.stretch(n.emit(), n.in(0), Broadcasting.common(n.shape(0), wanted));
    }
}
