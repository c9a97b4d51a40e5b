package org.limn.loader.onnx;

import static org.limn.loader.onnx.Operator.line;
import static org.limn.loader.onnx.Operator.many;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.limn.autodiff.op.Abs;
import org.limn.autodiff.op.AvgPool;
import org.limn.autodiff.op.MaxPool;
import org.limn.autodiff.op.MaxPoolPick;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Pads;
import org.limn.autodiff.op.Pair;
import org.limn.autodiff.op.Reshape;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.op.Window;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/** Pooling over one, two or three spatial axes: over three, first the last two, then the first. */
final class Pooling {
    static final List<Operator> TABLE = List.of(
            many("MaxPool", 1, 1, 1, "auto_pad kernel_shape pads strides", Pooling::max),
            many("MaxPool", 8, 1, 1, "auto_pad kernel_shape pads storage_order strides", Pooling::max),
            many(
                    "MaxPool",
                    10,
                    1,
                    1,
                    "auto_pad ceil_mode dilations kernel_shape pads storage_order strides",
                    Pooling::max),
            line("AveragePool", 1, 1, 1, "auto_pad count_include_pad kernel_shape pads strides", Pooling::average),
            line(
                    "AveragePool",
                    10,
                    1,
                    1,
                    "auto_pad ceil_mode count_include_pad kernel_shape pads strides",
                    Pooling::average),
            line(
                    "AveragePool",
                    19,
                    1,
                    1,
                    "auto_pad ceil_mode count_include_pad dilations kernel_shape pads strides",
                    Pooling::average),
            line("LpPool", 1, 1, 1, "auto_pad kernel_shape p pads strides", Pooling::lp),
            line("LpPool", 18, 1, 1, "auto_pad ceil_mode dilations kernel_shape p pads strides", Pooling::lp),
            line("GlobalAveragePool", 1, 1, 1, "", Pooling::globalAverage),
            line("GlobalMaxPool", 1, 1, 1, "", n -> Reductions.max(n.emit(), n.value(0), spatialAxes(n.shape(0)))),
            line("GlobalLpPool", 1, 1, 1, "p", Pooling::globalLp));

    private Pooling() {}

    private static Spatial spatial(Node n) {
        long[] kernel = n.attributes()
                .integers("kernel_shape")
                .orElseThrow(() -> OnnxException.corrupt("the attribute 'kernel_shape' is missing"));
        Spatial s = Spatial.of(n, n.shape(0), Node.toInts(kernel, "kernel_shape"));
        return n.attributes().flag("ceil_mode", false) ? s.ceiled(n.shape(0)) : s;
    }

    private static List<GraphValue> max(Node n) {
        Spatial s = spatial(n);
        GraphValue x = Padding.spatial(n.emit(), n.in(0), cut(s.before()), cut(s.after()), 0);
        s = s.with(s.before(1), s.after(1));
        List<GraphValue> outputs = new ArrayList<>(List.of(pool(n.emit(), x, s, Kind.MAX)));
        if (n.outputs() > 1) {
            outputs.add(indices(n, x, s));
        }
        return outputs;
    }

    /** Negative pads as they are, others 0: what is cut off. */
    private static int[] cut(int[] pads) {
        return Arrays.stream(pads).map(p -> Math.min(0, p)).toArray();
    }

    private enum Kind {
        MAX,
        AVERAGE;

        Op over(Window window) {
            return this == MAX ? new MaxPool(window) : new AvgPool(window);
        }
    }

    private static GraphValue pool(Lines emit, GraphValue x, Spatial s, Kind kind) {
        return switch (s.rank()) {
            case 1 -> rows(emit, x, s, kind);
            case 2 -> emit.apply(kind.over(s.window()), x.type(), x);
            case 3 -> solid(emit, x, s, kind);
            default -> throw OnnxException.unsupported(s.rank() + " spatial axes are not supported, only 1, 2 and 3");
        };
    }

    private static GraphValue rows(Lines emit, GraphValue x, Spatial s, Kind kind) {
        Shape in = x.shape();
        GraphValue row = reshaped(emit, x, Shape.of(in.dim(0), in.dim(1), 1, in.dim(2)));
        GraphValue y = emit.apply(kind.over(s.widened().window()), x.type(), row);
        return reshaped(emit, y, Shape.of(in.dim(0), in.dim(1), y.shape().dim(3)));
    }

    /** [N,C,D,H,W]: each depth by itself, then the depths as the rows of an image whose columns are all positions. */
    private static GraphValue solid(Lines emit, GraphValue x, Spatial s, Kind kind) {
        Shape in = x.shape();
        GraphValue planes = reshaped(emit, x, Shape.of(in.count(0, 2), in.dim(2), in.dim(3), in.dim(4)));
        GraphValue flat = emit.apply(kind.over(s.axes(1, 3).window()), x.type(), planes);
        int h = flat.shape().dim(2), w = flat.shape().dim(3);
        GraphValue columns = reshaped(emit, flat, Shape.of(in.count(0, 2), 1, in.dim(2), h * w));
        Window depths = new Window(
                new Pair(s.kernel()[0], 1),
                new Pair(s.stride()[0], 1),
                new Pads(s.before()[0], 0, s.after()[0], 0),
                new Pair(s.dilation()[0], 1));
        GraphValue y = emit.apply(kind.over(depths), x.type(), columns);
        return reshaped(emit, y, Shape.of(in.dim(0), in.dim(1), y.shape().dim(2), h, w));
    }

    private static GraphValue reshaped(Lines emit, GraphValue x, Shape shape) {
        return emit.apply(new Reshape(shape), x.type(), x);
    }

    /** The number of every element, row by row or column by column in each plane. */
    private static float[] positions(Shape image, boolean columnMajor) {
        float[] positions = new float[image.size()];
        int h = image.dim(2), w = image.dim(3);
        for (int i = 0; i < positions.length; i++) {
            positions[i] = columnMajor ? i / (h * w) * (h * w) + i % w * h + i / w % h : i;
        }
        return positions;
    }

    /** Where each maximum lies in the flattened x: picked from an array of positions. */
    private static GraphValue indices(Node n, GraphValue x, Spatial s) {
        Node.require(s.rank() <= 2, "indices of maxima are supported for 1 and 2 spatial axes only");
        Lines emit = n.emit();
        Shape in = x.shape();
        Shape image = s.rank() == 2 ? in : Shape.of(in.dim(0), in.dim(1), 1, in.dim(2));
        boolean columnMajor = n.attributes().flag("storage_order", false);
        Lines.checkSize(image);
        float[] positions = positions(image, columnMajor);
        Window window = (s.rank() == 2 ? s : s.widened()).window();
        Value y = emit.emit(
                new MaxPoolPick(window),
                emit.reshape(emit.value(x), image),
                emit.constant(Tensor.of(image, positions)));
        int[] out = y.shape().toArray();
        Shape shape = s.rank() == 2 ? y.shape() : Shape.of(out[0], out[1], out[3]);
        return new GraphValue.Computed(DType.INT64, emit.reshape(y, shape));
    }

    /** With {@code count_include_pad} the file's pads are zeros that count; what ceil_mode adds never counts. */
    private static Value average(Node n) {
        Spatial s = spatial(n);
        Lines emit = n.emit();
        if (!n.attributes().flag("count_include_pad", false)) {
            GraphValue x = Padding.spatial(emit, n.in(0), cut(s.before()), cut(s.after()), 0);
            return emit.value(pool(emit, x, s.with(s.before(1), s.after(1)), Kind.AVERAGE));
        }
        Spatial written = Spatial.of(n, n.shape(0), s.kernel());
        GraphValue x = Padding.spatial(emit, n.in(0), written.before(), written.after(), 0);
        int[] added = IntStream.range(0, s.rank())
                .map(a -> Math.max(0, s.after()[a] - written.after()[a]))
                .toArray();
        return emit.value(pool(emit, x, s.with(new int[s.rank()], added), Kind.AVERAGE));
    }

    /** {@code (Σ |x|^p)^(1/p)} over every window: mean times count, of x padded by zeros. */
    private static Value lp(Node n) {
        Spatial s = spatial(n);
        Lines emit = n.emit();
        double p =
                n.version() < 2 ? n.attributes().real("p", 2) : n.attributes().integer("p", 2);
        Value powers = Arithmetic.power(emit, emit.emit(new Abs(), n.value(0)), p);
        GraphValue x = Padding.spatial(emit, n.like(0, powers), s.before(), s.after(), 0);
        double count = Arrays.stream(s.kernel()).asDoubleStream().reduce(1, (a, b) -> a * b);
        Value mean = emit.value(pool(emit, x, s.unpadded(), Kind.AVERAGE));
        return Arithmetic.power(emit, emit.scale(mean, count), 1 / p);
    }

    private static List<Integer> spatialAxes(Shape x) {
        Node.require(x.rank() > 2, "pooling needs x [N,C,…], got " + x);
        return IntStream.range(2, x.rank()).boxed().toList();
    }

    private static Value globalAverage(Node n) {
        Shape x = n.shape(0);
        List<Integer> axes = spatialAxes(x);
        if (x.rank() == 4) {
            Pair all = new Pair(x.dim(2), x.dim(3));
            return n.emit().emit(new AvgPool(new Window(all, Pair.ONE, Pads.NONE, Pair.ONE)), n.value(0));
        }
        return Reductions.mean(n.emit(), n.value(0), axes);
    }

    private static Value globalLp(Node n) {
        double p =
                n.version() < 2 ? n.attributes().real("p", 2) : n.attributes().integer("p", 2);
        Value powers = Arithmetic.power(n.emit(), n.emit().emit(new Abs(), n.value(0)), p);
        return Arithmetic.power(n.emit(), n.emit().reduceSum(powers, spatialAxes(n.shape(0))), 1 / p);
    }
}
