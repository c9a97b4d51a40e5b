package org.limn.loader.onnx;

import static org.limn.loader.onnx.Operator.line;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.op.Conv2dTranspose;
import org.limn.autodiff.op.Pair;
import org.limn.autodiff.op.Slice;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.tensor.Shape;

/** Convolutions over one, two or three spatial axes; one is two with an extent of 1, three is a sum of two-dimensional ones. */
final class Convolutions {
    static final List<Operator> TABLE = List.of(
            line("Conv", 1, 2, 3, "auto_pad dilations group kernel_shape pads strides", Convolutions::conv),
            line(
                    "ConvTranspose",
                    1,
                    2,
                    3,
                    "auto_pad dilations group kernel_shape output_padding output_shape pads strides",
                    Convolutions::transpose));

    private Convolutions() {}

    private static Value conv(Node n) {
        Lines emit = n.emit();
        Shape w = n.shape(1);
        Spatial s = Spatial.of(n, n.shape(0), kernel(n, w));
        int groups = Node.toInt(n.attributes().integer("group", 1), "group");
        // cut what negative pads cut; the rest pads as usual
        GraphValue x = Padding.spatial(emit, n.in(0), negated(s.before(-1)), negated(s.after(-1)), 0);
        s = s.with(s.before(1), s.after(1));
        Value y =
                switch (s.rank()) {
                    case 1 -> flattened(emit, emit.value(x), n.value(1), s.widened(), groups);
                    case 2 -> emit.emit(conv2d(s, groups), emit.value(x), n.value(1));
                    case 3 -> solid(emit, emit.value(x), n.value(1), s, groups);
                    default -> throw tooMany(s.rank());
                };
        return biased(n, y);
    }

    private static OnnxException tooMany(int rank) {
        return OnnxException.unsupported(rank + " spatial axes are not supported, only 1, 2 and 3");
    }

    private static int[] negated(int[] numbers) {
        return Arrays.stream(numbers).map(p -> -p).toArray();
    }

    /** The extents of the filter w [O,C,…], with which {@code kernel_shape} must agree. */
    private static int[] kernel(Node n, Shape w) {
        Node.require(w.rank() >= 3, "a filter has at least 3 dimensions, got " + w);
        int[] kernel = Arrays.copyOfRange(w.toArray(), 2, w.rank());
        Optional<long[]> said = n.attributes().integers("kernel_shape");
        Node.require(
                said.isEmpty() || Arrays.equals(Node.toInts(said.get(), "kernel_shape"), kernel),
                "attribute 'kernel_shape' says " + Arrays.toString(said.orElse(new long[0])) + ", but the filter is "
                        + w);
        return kernel;
    }

    private static Conv2d conv2d(Spatial s, int groups) {
        return new Conv2d(s.strides(), s.pads(), s.dilations(), groups);
    }

    private static Value flattened(Lines emit, Value x, Value w, Spatial s, int groups) {
        Value y = emit.emit(conv2d(s, groups), rows(emit, x), rows(emit, w));
        return emit.reshape(
                y, Shape.of(y.shape().dim(0), y.shape().dim(1), y.shape().dim(3)));
    }

    /** [N,C,L] as [N,C,1,L]. */
    static Value rows(Lines emit, Value x) {
        Shape s = x.shape();
        return emit.reshape(x, Shape.of(s.dim(0), s.dim(1), 1, s.dim(2)));
    }

    /** {@code Σ_d conv2d(x at depth d·stride + d·dilation, w at depth d)}, the depths of the result in the batch. */
    private static Value solid(Lines emit, Value x, Value w, Spatial s, int groups) {
        Value padded = emit.value(Padding.spatial(
                emit,
                new GraphValue.Computed(DType.FLOAT, x),
                new int[] {s.before()[0], 0, 0},
                new int[] {s.after()[0], 0, 0},
                0));
        int depths = Math.floorDiv(padded.shape().dim(2) - s.reach(0), s.stride()[0]) + 1;
        Node.require(depths > 0, "the image " + x.shape() + " is smaller than the filter " + w.shape());
        Value sum = null;
        for (int d = 0; d < s.kernel()[0]; d++) {
            Value layer = emit.emit(
                    conv2d(s.axes(1, 3), groups),
                    depthsIntoBatch(emit, every(emit, padded, d * s.dilation()[0], depths, s.stride()[0])),
                    depthsIntoBatch(emit, every(emit, w, d, 1, 1)));
            sum = sum == null ? layer : emit.add(sum, layer);
        }
        return depthsOutOfBatch(emit, Node.nonNull(sum), x.shape().dim(0));
    }

    /** Every step-th element of axis 2. */
    private static Value every(Lines emit, Value x, int start, int size, int step) {
        List<Integer> starts = new ArrayList<>(List.of(0, 0, start, 0, 0));
        return emit.emit(new Slice(starts, x.shape().with(2, size).toList(), List.of(1, 1, step, 1, 1)), x);
    }

    /** [N,C,D,H,W] as [N·D,C,H,W]. */
    static Value depthsIntoBatch(Lines emit, Value x) {
        Shape s = x.shape();
        Value moved = s.dim(2) == 1 ? x : emit.transpose(x, List.of(0, 2, 1, 3, 4));
        return emit.reshape(moved, Shape.of(s.dim(0) * s.dim(2), s.dim(1), s.dim(3), s.dim(4)));
    }

    /** [N·D,C,H,W] as [N,C,D,H,W]. */
    static Value depthsOutOfBatch(Lines emit, Value y, int batch) {
        Shape s = y.shape();
        Node.require(batch > 0, "volumes are needed, got none: " + s);
        Value apart = emit.reshape(y, Shape.of(batch, s.dim(0) / batch, s.dim(1), s.dim(2), s.dim(3)));
        return emit.transpose(apart, List.of(0, 2, 1, 3, 4));
    }

    private static Value biased(Node n, Value y) {
        if (!n.has(2)) {
            return y;
        }
        GraphValue bias = Broadcasting.perChannel(n.emit(), n.in(2), y.shape().rank());
        return n.emit().add(y, n.emit().value(Broadcasting.stretch(n.emit(), bias, y.shape())));
    }

    /**
     * The adjoint of a convolution whose result has the extents of x; the extents of its own are given by {@code output_shape},
     * or {@code (n − 1)·stride + output_padding + reach − pads}.
     */
    private static Value transpose(Node n) {
        Lines emit = n.emit();
        Shape x = n.shape(0), w = n.shape(1);
        Spatial s = Spatial.of(n, x, kernel(n, w));
        int groups = Node.toInt(n.attributes().integer("group", 1), "group");
        int[] extra =
                Node.toInts(n.attributes().integers("output_padding").orElse(new long[s.rank()]), "output_padding");
        Node.require(extra.length == s.rank(), "attribute 'output_padding' needs " + s.rank() + " numbers");
        int[] full = new int[s.rank()];
        for (int a = 0; a < full.length; a++) {
            full[a] = Shape.extent((x.dim(a + 2) - 1L) * s.stride()[a] + s.reach(a) + extra[a]);
        }
        // the whole adjoint first, then what the pads cut off: also right where a pad reaches beyond the filter
        Value y =
                switch (s.rank()) {
                    case 1 -> transposeRows(emit, n.value(0), n.value(1), s, groups, full);
                    case 2 -> transpose2d(emit, n.value(0), n.value(1), s, groups, full);
                    case 3 -> transposeSolid(emit, n.value(0), n.value(1), s, groups, full);
                    default -> throw tooMany(s.rank());
                };
        int[][] cut = cuts(n, s, full);
        return biased(n, emit.value(Padding.spatial(emit, n.like(0, y), cut[0], cut[1], 0)));
    }

    /** What to cut off before and after (as negative pads), from the pads or from the extents asked for. */
    private static int[][] cuts(Node n, Spatial s, int[] full) {
        String auto = n.attributes().text("auto_pad", "NOTSET");
        Optional<long[]> shape = n.attributes().integers("output_shape");
        if (shape.isEmpty() && !auto.startsWith("SAME")) {
            return new int[][] {negated(s.before()), negated(s.after())};
        }
        int[] before = new int[full.length], after = new int[full.length];
        for (int a = 0; a < full.length; a++) {
            int wanted = shape.isPresent()
                    ? Node.toInt(shape.get()[shape.get().length - full.length + a], "output_shape")
                    : Shape.extent((long) n.shape(0).dim(a + 2) * s.stride()[a]);
            int total = full[a] - wanted;
            // the larger half of an odd one before, with SAME_UPPER after; what is missing is added after
            int half = auto.equals("SAME_UPPER") ? total / 2 : total - total / 2;
            before[a] = Math.max(0, half);
            after[a] = total - before[a];
        }
        return new int[][] {negated(before), negated(after)};
    }

    private static Value transpose2d(Lines emit, Value x, Value w, Spatial s, int groups, int[] full) {
        Spatial plain = s.unpadded();
        return emit.emit(
                new Conv2dTranspose(
                        plain.strides(), plain.pads(), plain.dilations(), groups, new Pair(full[0], full[1])),
                x,
                w);
    }

    private static Value transposeRows(Lines emit, Value x, Value w, Spatial s, int groups, int[] full) {
        Value y = transpose2d(emit, rows(emit, x), rows(emit, w), s.widened(), groups, new int[] {1, full[0]});
        return emit.reshape(y, Shape.of(y.shape().dim(0), y.shape().dim(1), full[0]));
    }

    /** Each depth of the filter puts its own two-dimensional adjoint at every stride-th depth of the result. */
    private static Value transposeSolid(Lines emit, Value x, Value w, Spatial s, int groups, int[] full) {
        Value flat = depthsIntoBatch(emit, x);
        Value sum = null;
        for (int d = 0; d < s.kernel()[0]; d++) {
            Value filter = depthsIntoBatch(emit, every(emit, w, d, 1, 1));
            Value y = transpose2d(emit, flat, filter, s.axes(1, 3), groups, new int[] {full[1], full[2]});
            Value layer = spread(
                    emit, depthsOutOfBatch(emit, y, x.shape().dim(0)), d * s.dilation()[0], s.stride()[0], full[0]);
            sum = sum == null ? layer : emit.add(sum, layer);
        }
        return Node.nonNull(sum);
    }

    /** Entry i of axis 2 at {@code first + i·step} of an axis of zeros. */
    private static Value spread(Lines emit, Value y, int first, int step, int size) {
        int end = first + (y.shape().dim(2) - 1) * step + 1;
        return emit.emit(
                new org.limn.autodiff.op.Pad(
                        List.of(0, 0, first, 0, 0), List.of(0, 0, size - end, 0, 0), List.of(0, 0, step - 1, 0, 0), 0),
                y);
    }
}
