package org.limn.loader.onnx;

import static org.limn.loader.onnx.Operator.line;
import static org.limn.loader.onnx.Operator.many;
import static org.limn.loader.onnx.Operator.one;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.limn.autodiff.op.Add;
import org.limn.autodiff.op.Affine;
import org.limn.autodiff.op.Concat;
import org.limn.autodiff.op.Equal;
import org.limn.autodiff.op.Gather;
import org.limn.autodiff.op.MaxPoolPick;
import org.limn.autodiff.op.Pads;
import org.limn.autodiff.op.Pair;
import org.limn.autodiff.op.Reshape;
import org.limn.autodiff.op.Select;
import org.limn.autodiff.op.Slice;
import org.limn.autodiff.op.Step;
import org.limn.autodiff.op.Transpose;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.op.Window;
import org.limn.autodiff.tensor.Shape;
import org.limn.loader.onnx.GraphValue.Known;

/**
 * Which entry is greatest, and the like. Positions are whole numbers; where they depend on the image they are computed as float32,
 * by picking from the array 0, 1, 2, … what a maximum picks from x.
 */
final class Selection {
    private static final int MOST_TOP = 100;

    static final List<Operator> TABLE = List.of(
            one("ArgMax", 1, 1, 1, "axis keepdims", n -> argExtreme(n, 1)),
            one("ArgMax", 12, 1, 1, "axis keepdims select_last_index", n -> argExtreme(n, 1)),
            one("ArgMin", 1, 1, 1, "axis keepdims", n -> argExtreme(n, -1)),
            one("ArgMin", 12, 1, 1, "axis keepdims select_last_index", n -> argExtreme(n, -1)),
            many("TopK", 1, 1, 1, "axis k", n -> top(n, n.attributes().integer("k"))),
            many("TopK", 10, 2, 2, "axis", n -> top(n, (long) n.scalar(1, 0))),
            many("TopK", 11, 2, 2, "axis largest sorted", n -> top(n, (long) n.scalar(1, 0))),
            line("Hardmax", 1, 1, 1, "axis", n -> Activations.flattened(n, (x, axis) -> hardmax(n.emit(), x, axis))),
            one("OneHot", 9, 3, 3, "axis", Selection::oneHot),
            one("NonZero", 9, 1, 1, "", Selection::nonZero));

    private Selection() {}

    /** 0, 1, 2, … along the last of four axes, repeated for each row. */
    private static GraphValue positions(Lines lines, GraphValue rows, boolean backwards) {
        int n = rows.shape().dim(3);
        double[] all = IntStream.range(0, n)
                .mapToDouble(i -> backwards ? n - 1 - i : i)
                .toArray();
        return Broadcasting.stretch(lines, lines.table(rows, Shape.of(1, 1, 1, n), all), rows.shape());
    }

    private static Window wholeRow(Shape rows) {
        return new Window(new Pair(1, rows.dim(3)), Pair.ONE, Pads.NONE, Pair.ONE);
    }

    /** What lies in {@code from} where each row of {@code rows} has its first maximum. */
    private static GraphValue pick(Lines lines, GraphValue rows, GraphValue from) {
        return lines.apply(new MaxPoolPick(wholeRow(rows.shape())), from.type(), rows, from);
    }

    private static GraphValue argExtreme(Node n, int sign) {
        Lines lines = n.emit();
        Shape s = n.shape(0);
        int axis = n.axisAttribute(0, s.rank());
        Node.require(s.size() > 0, "the extreme of an empty array " + s + " lies nowhere");
        GraphValue signed = sign == 1 ? n.in(0) : n.apply(new Affine(-1, 0), n.in(0));
        GraphValue rows = Reductions.rows(lines, signed, List.of(axis));
        boolean last = n.attributes().has("select_last_index") && n.attributes().flag("select_last_index", false);
        if (last) {
            List<Integer> backwards = IntStream.range(0, s.dim(axis))
                    .mapToObj(i -> s.dim(axis) - 1 - i)
                    .toList();
            rows = n.apply(new Gather(3, backwards), rows);
        }
        GraphValue picked = typed(pick(lines, rows, positions(lines, rows, last)));
        GraphValue kept = lines.apply(new Reshape(s.with(axis, 1)), DType.INT64, picked);
        return n.attributes().flag("keepdims", true) ? kept : Reductions.dropped(lines, kept, List.of(axis));
    }

    private static GraphValue typed(GraphValue positions) {
        return positions instanceof Known known
                ? new Known(DType.INT64, known.numbers())
                : new GraphValue.Computed(DType.INT64, ((GraphValue.Computed) positions).value());
    }

    /** The k greatest (or smallest) in order: the maximum, then that of what is left, and so on. */
    private static List<GraphValue> top(Node n, long k) {
        Lines lines = n.emit();
        Shape s = n.shape(0);
        int axis = n.axisAttribute(-1, s.rank());
        Node.require(
                k >= 0 && k <= s.dim(axis),
                "there are no " + k + " among the " + s.dim(axis) + " entries of axis " + axis);
        if (k > MOST_TOP || k == 0) {
            throw OnnxException.unsupported("the " + k + " greatest entries are not supported, only 1 to " + MOST_TOP);
        }
        boolean largest = !n.attributes().has("largest") || n.attributes().flag("largest", true);
        GraphValue signed = largest ? n.in(0) : n.apply(new Affine(-1, 0), n.in(0));
        GraphValue original = Reductions.rows(lines, n.in(0), List.of(axis));
        GraphValue left = Reductions.rows(lines, signed, List.of(axis));
        GraphValue positions = positions(lines, left, false);
        List<GraphValue> values = new ArrayList<>(), places = new ArrayList<>();
        for (int i = 0; i < k; i++) {
            values.add(pick(lines, left, original));
            places.add(pick(lines, left, positions));
            left = without(lines, left, positions, places.get(i));
        }
        return List.of(arranged(lines, values, s, axis), typed(arranged(lines, places, s, axis)));
    }

    /** The rows with −∞ at a place of each. */
    private static GraphValue without(Lines lines, GraphValue rows, GraphValue positions, GraphValue place) {
        GraphValue least = lines.table(rows, Shape.of(1, 1, 1, 1), Double.NEGATIVE_INFINITY);
        GraphValue taken =
                lines.apply(new Equal(), rows.type(), positions, Broadcasting.stretch(lines, place, rows.shape()));
        return lines.apply(new Select(), rows.type(), taken, Broadcasting.stretch(lines, least, rows.shape()), rows);
    }

    /** Parts [1,1,rows,1], one for each entry of the axis, as an array with the axis in its place. */
    private static GraphValue arranged(Lines lines, List<GraphValue> parts, Shape s, int axis) {
        GraphValue all = lines.apply(new Concat(3), parts.get(0).type(), parts);
        List<Integer> dims = new ArrayList<>(s.toList());
        dims.remove(axis);
        dims.add(parts.size());
        List<Integer> perm =
                new ArrayList<>(IntStream.range(0, s.rank() - 1).boxed().toList());
        perm.add(axis, s.rank() - 1);
        GraphValue last = lines.apply(new Reshape(Shape.of(dims)), all.type(), all);
        return lines.apply(new Transpose(perm), all.type(), last);
    }

    /** 1 at the first maximum along the axis, else 0. */
    private static Value hardmax(Lines emit, Value x, int axis) {
        GraphValue rows = Reductions.rows(emit, new GraphValue.Computed(DType.FLOAT, x), List.of(axis));
        GraphValue positions = positions(emit, rows, false);
        Value place = emit.broadcast(emit.value(pick(emit, rows, positions)), rows.shape());
        Value hit = emit.emit(new Equal(), emit.value(positions), place);
        List<Integer> dims = new ArrayList<>(x.shape().toList());
        int n = dims.remove(axis);
        dims.add(n);
        List<Integer> perm =
                new ArrayList<>(IntStream.range(0, dims.size() - 1).boxed().toList());
        perm.add(axis, dims.size() - 1);
        return emit.transpose(emit.reshape(hit, Shape.of(dims)), perm);
    }

    /** {@code on} where the index stands, else {@code off}. */
    private static GraphValue oneHot(Node n) {
        Lines lines = n.emit();
        int depth = Node.toInt((long) n.scalar(1, 0), "the depth");
        Node.require(depth > 0, "the depth is at least 1, got " + depth);
        Node.require(n.shape(2).equals(Shape.of(2)), "the values are two, off and on, got " + n.shape(2));
        int axis = Node.axis(n.attributes().integer("axis", -1), n.shape(0).rank() + 1);
        List<Integer> dims = new ArrayList<>(n.shape(0).toList());
        dims.add(axis, 1);
        GraphValue indices = n.apply(new Reshape(Shape.of(dims)), fromStart(n, n.in(0), depth));
        Shape shape = indices.shape().with(axis, depth);
        GraphValue count = lines.table(
                indices,
                Shape.of(shape.toList().stream().map(d -> 1).toList()).with(axis, depth),
                IntStream.range(0, depth).asDoubleStream().toArray());
        GraphValue hit = lines.apply(
                new Equal(),
                DType.BOOL,
                Broadcasting.stretch(lines, count, shape),
                Broadcasting.stretch(lines, indices, shape));
        return lines.apply(new Select(), n.type(2), hit, value(n, 1, shape), value(n, 0, shape));
    }

    /** Indices with those below 0 counted from the end: {@code i + depth·step(−i)}. */
    private static GraphValue fromStart(Node n, GraphValue indices, int depth) {
        GraphValue isNegative = n.apply(new Step(), n.apply(new Affine(-1, 0), indices));
        return n.apply(new Add(), indices, n.apply(new Affine(depth, 0), isNegative));
    }

    private static GraphValue value(Node n, int which, Shape shape) {
        GraphValue one = n.apply(Slice.along(0, which, 1, n.shape(2)), n.in(2));
        return Broadcasting.stretch(n.emit(), one, shape);
    }

    private static GraphValue nonZero(Node n) {
        Known x = n.known(0);
        Shape s = x.shape();
        double[] numbers = x.numbers().data();
        int[] hits =
                IntStream.range(0, numbers.length).filter(i -> numbers[i] != 0).toArray();
        double[] places = new double[s.rank() * hits.length];
        int[] strides = s.strides();
        for (int a = 0; a < s.rank(); a++) {
            for (int k = 0; k < hits.length; k++) {
                places[a * hits.length + k] = hits[k] / strides[a] % s.dim(a);
            }
        }
        return Known.of(DType.INT64, Shape.of(s.rank(), hits.length), places);
    }
}
