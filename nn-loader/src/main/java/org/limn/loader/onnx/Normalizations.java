package org.limn.loader.onnx;

import static org.limn.loader.onnx.Operator.line;
import static org.limn.loader.onnx.Operator.many;

import java.util.List;
import java.util.stream.IntStream;
import org.limn.autodiff.op.Abs;
import org.limn.autodiff.op.AvgPool;
import org.limn.autodiff.op.Pads;
import org.limn.autodiff.op.Pair;
import org.limn.autodiff.op.Pow;
import org.limn.autodiff.op.Softmax;
import org.limn.autodiff.op.Sqrt;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.op.Window;
import org.limn.autodiff.tensor.Shape;

/** Layers that bring values to a common scale. They stay arithmetic on the file's own numbers; folding them is a device's pass. */
final class Normalizations {
    static final List<Operator> TABLE = List.of(
            many(
                    "BatchNormalization",
                    1,
                    5,
                    5,
                    "consumed_inputs epsilon is_test momentum spatial",
                    n -> batch(n, !n.attributes().flag("is_test", false))),
            many("BatchNormalization", 7, 5, 5, "epsilon momentum spatial", n -> batch(n, false)),
            many(
                    "BatchNormalization",
                    14,
                    5,
                    5,
                    "epsilon momentum training_mode",
                    n -> batch(n, n.attributes().flag("training_mode", false))),
            line("InstanceNormalization", 1, 3, 3, "consumed_inputs epsilon", Normalizations::instance),
            line("GroupNormalization", 18, 3, 3, "epsilon num_groups stash_type", Normalizations::group),
            many("LayerNormalization", 17, 2, 3, "axis epsilon stash_type", Normalizations::layer),
            line("MeanVarianceNormalization", 8, 1, 1, "axes", Normalizations::meanVariance),
            line("LpNormalization", 1, 1, 1, "axis p", Normalizations::lp),
            line("LRN", 1, 1, 1, "alpha beta bias size", Normalizations::localResponse),
            line(
                    "Softmax",
                    1,
                    1,
                    1,
                    "axis",
                    n -> Activations.flattened(n, (x, axis) -> n.emit().emit(new Softmax(axis), x))),
            line(
                    "LogSoftmax",
                    1,
                    1,
                    1,
                    "axis",
                    n -> Activations.flattened(n, (x, axis) -> logSoftmax(n.emit(), x, axis))));

    private Normalizations() {}

    private static Value logSoftmax(Lines emit, Value x, int axis) {
        Value total = Reductions.logSumExp(emit, x, List.of(axis));
        return emit.sub(x, emit.broadcast(total, x.shape()));
    }

    /** {@code (x − mean)/√(variance + ε)·scale + bias} as {@code x·s + (bias − mean·s)} with {@code s = scale/√(…)} per channel. */
    private static List<GraphValue> batch(Node n, boolean training) {
        Node.require(n.shape(0).rank() >= 2, "x needs at least 2 dimensions [N,C,…], got " + n.shape(0));
        if (n.version() < 9 && !n.attributes().flag("spatial", true)) {
            throw OnnxException.unsupported("statistics per position (spatial = 0) are not supported");
        } else if (training) {
            return training(n);
        }
        int channels = n.shape(0).dim(1);
        for (int i = 1; i < 5; i++) {
            Node.require(
                    n.shape(i).equals(Shape.of(channels)),
                    "input " + i + " needs shape [" + channels + "], has " + n.shape(i));
        }
        Lines emit = n.emit();
        Value deviation =
                emit.emit(new Sqrt(), emit.affine(n.value(4), 1, n.attributes().real("epsilon", 1e-5f)));
        Value scale = emit.div(n.value(1), deviation);
        Value shift = emit.sub(n.value(2), emit.mul(n.value(3), scale));
        return List.of(n.like(0, scaled(emit, n.value(0), scale, shift)));
    }

    /** {@code x·scale + shift}, both a number per channel. */
    private static Value scaled(Lines emit, Value x, Value scale, Value shift) {
        return emit.add(emit.mul(x, perChannel(emit, scale, x.shape())), perChannel(emit, shift, x.shape()));
    }

    private static Value perChannel(Lines emit, Value vector, Shape x) {
        GraphValue aligned = Broadcasting.perChannel(emit, new GraphValue.Computed(DType.FLOAT, vector), x.rank());
        return emit.value(Broadcasting.stretch(emit, aligned, x));
    }

    /** With the statistics of this very batch, as while training; the running ones are moved towards them. */
    private static List<GraphValue> training(Node n) {
        Lines emit = n.emit();
        Value x = n.value(0);
        Shape s = x.shape();
        List<Integer> axes =
                IntStream.range(0, s.rank()).filter(i -> i != 1).boxed().toList();
        Value mean = Reductions.mean(emit, x, axes);
        Value centred = emit.sub(x, emit.broadcast(mean, s));
        Value variance = Reductions.mean(emit, emit.mul(centred, centred), axes);
        Value deviation =
                emit.emit(new Sqrt(), emit.affine(variance, 1, n.attributes().real("epsilon", 1e-5f)));
        Value y = scaled(emit, emit.div(centred, emit.broadcast(deviation, s)), n.value(1), n.value(2));
        double momentum = n.attributes().real("momentum", 0.9f);
        return List.of(
                n.like(0, y),
                n.like(3, moved(emit, n.value(3), mean, momentum)),
                n.like(4, moved(emit, n.value(4), variance, momentum)));
    }

    private static Value moved(Lines emit, Value running, Value now, double momentum) {
        Value flat = emit.reshape(now, running.shape());
        return emit.add(emit.scale(running, momentum), emit.scale(flat, 1 - momentum));
    }

    /** {@code (x − mean)/√(variance + ε)} over some axes. */
    private static Value[] standardized(Lines emit, Value x, List<Integer> axes, double epsilon) {
        Value mean = Reductions.mean(emit, x, axes);
        Value centred = emit.sub(x, emit.broadcast(mean, x.shape()));
        Value variance = Reductions.mean(emit, emit.mul(centred, centred), axes);
        Value inverse = emit.emit(new Pow(-0.5), emit.affine(variance, 1, epsilon));
        return new Value[] {emit.mul(centred, emit.broadcast(inverse, x.shape())), mean, inverse};
    }

    private static Value instance(Node n) {
        Value x = n.value(0);
        Node.require(x.shape().rank() >= 3, "x needs at least 3 dimensions [N,C,…], got " + x.shape());
        List<Integer> axes = IntStream.range(2, x.shape().rank()).boxed().toList();
        Value y = standardized(n.emit(), x, axes, n.attributes().real("epsilon", 1e-5f))[0];
        return scaled(n.emit(), y, n.value(1), n.value(2));
    }

    /** Over groups of channels; scale and bias are per group in operator set 18, per channel from 21 on. */
    private static Value group(Node n) {
        Lines emit = n.emit();
        Value x = n.value(0);
        Shape s = x.shape();
        int groups = Node.toInt(n.attributes().integer("num_groups"), "num_groups");
        Node.require(
                s.rank() >= 3 && groups > 0 && s.dim(1) % groups == 0,
                "x " + s + " needs at least 3 dimensions and channels divisible by the " + groups + " groups");
        Value grouped = emit.reshape(x, Shape.of(s.dim(0), groups, s.count(1, s.rank()) / groups));
        Value y = standardized(emit, grouped, List.of(2), n.attributes().real("epsilon", 1e-5f))[0];
        boolean perGroup = n.version() < 21;
        Node.require(
                n.shape(1).size() == (perGroup ? groups : s.dim(1)),
                "scale needs "
                        + (perGroup ? groups + " numbers, one per group" : s.dim(1) + " numbers, one per channel"));
        return perGroup
                ? emit.reshape(scaled(emit, y, n.value(1), n.value(2)), s)
                : scaled(emit, emit.reshape(y, s), n.value(1), n.value(2));
    }

    private static List<GraphValue> layer(Node n) {
        Lines emit = n.emit();
        Value x = n.value(0);
        int rank = x.shape().rank();
        List<Integer> axes =
                IntStream.range(n.axisAttribute(-1, rank), rank).boxed().toList();
        Value[] parts = standardized(emit, x, axes, n.attributes().real("epsilon", 1e-5f));
        Value y = emit.mul(parts[0], emit.value(Broadcasting.stretch(emit, n.in(1), x.shape())));
        if (n.has(2)) {
            y = emit.add(y, emit.value(Broadcasting.stretch(emit, n.in(2), x.shape())));
        }
        return List.of(n.like(0, y), n.like(0, parts[1]), n.like(0, parts[2]));
    }

    /** {@code (x − mean)/(√variance + 1e-9)}, as the format's reference has it. */
    private static Value meanVariance(Node n) {
        Lines emit = n.emit();
        Value x = n.value(0);
        long[] given = n.attributes().integers("axes").orElse(new long[] {0, 2, 3});
        List<Integer> axes = Node.axes(given, x.shape().rank());
        Value centred = emit.sub(x, emit.broadcast(Reductions.mean(emit, x, axes), x.shape()));
        Value variance = Reductions.mean(emit, emit.mul(centred, centred), axes);
        Value deviation = emit.affine(emit.emit(new Sqrt(), variance), 1, 1e-9);
        return emit.div(centred, emit.broadcast(deviation, x.shape()));
    }

    private static Value lp(Node n) {
        Lines emit = n.emit();
        Value x = n.value(0);
        List<Integer> axes = List.of(n.axisAttribute(-1, x.shape().rank()));
        double p = n.attributes().integer("p", 2);
        Value powers = p == 1 ? emit.emit(new Abs(), x) : emit.mul(x, x);
        Node.require(p == 1 || p == 2, "attribute 'p' is 1 or 2, got " + p);
        Value norm = Arithmetic.power(emit, emit.reduceSum(powers, axes), 1 / p);
        return emit.div(x, emit.broadcast(norm, x.shape()));
    }

    /**
     * {@code x/(bias + α/size·Σ x²)^β}, the sum over {@code size} neighbouring channels: an average pool over the channels as the
     * rows of an image [N,1,C,H·W], padded by zeros.
     */
    private static Value localResponse(Node n) {
        Lines emit = n.emit();
        Value x = n.value(0);
        Shape s = x.shape();
        Node.require(s.rank() >= 3, "x needs at least 3 dimensions [N,C,…], got " + s);
        int size = Node.toInt(n.attributes().integer("size"), "size");
        Node.require(size > 0, "attribute 'size' needs to be at least 1, got " + size);
        Value image = emit.reshape(emit.mul(x, x), Shape.of(s.dim(0), 1, s.dim(1), s.count(2, s.rank())));
        int before = (size - 1) / 2, after = size - 1 - before;
        GraphValue padded = Padding.spatial(emit, n.like(0, image), new int[] {before, 0}, new int[] {after, 0}, 0);
        Value mean = emit.emit(
                new AvgPool(new Window(new Pair(size, 1), Pair.ONE, Pads.NONE, Pair.ONE)), emit.value(padded));
        double alpha = n.attributes().real("alpha", 1e-4f),
                beta = n.attributes().real("beta", 0.75f);
        Value base = emit.affine(mean, alpha, n.attributes().real("bias", 1));
        return emit.mul(x, emit.reshape(emit.emit(new Pow(-beta), base), s));
    }
}
