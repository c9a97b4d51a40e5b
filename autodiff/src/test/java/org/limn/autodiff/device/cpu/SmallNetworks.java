package org.limn.autodiff.device.cpu;

import java.util.List;
import java.util.SplittableRandom;
import org.limn.autodiff.op.AvgPool;
import org.limn.autodiff.op.Clip;
import org.limn.autodiff.op.Concat;
import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.op.Erf;
import org.limn.autodiff.op.MatMul;
import org.limn.autodiff.op.MaxPool;
import org.limn.autodiff.op.Pads;
import org.limn.autodiff.op.Pair;
import org.limn.autodiff.op.Relu;
import org.limn.autodiff.op.Sigmoid;
import org.limn.autodiff.op.Softmax;
import org.limn.autodiff.op.Sqrt;
import org.limn.autodiff.op.Tanh;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.op.Window;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.ProgramBuilder;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/** Networks of the three families in small, at sizes that nothing divides: a residual one, a mobile one, a transformer. */
final class SmallNetworks {
    static final List<String> NAMES = List.of("residual", "mobile", "transformer");

    private final ProgramBuilder emit = new ProgramBuilder();
    private final SplittableRandom random = new SplittableRandom(23);

    private SmallNetworks() {}

    /** Input {@code image}, output {@code scores}; the weights do not depend on the batch. */
    static Program of(String name, int batch) {
        SmallNetworks network = new SmallNetworks();
        Value image = network.emit.input("image", Shape.of(batch, 3, 29, 31));
        Value scores =
                switch (name) {
                    case "residual" -> network.residual(image);
                    case "mobile" -> network.mobile(image);
                    default -> network.transformer(image);
                };
        return network.emit.output("scores", scores).build();
    }

    private Value residual(Value x) {
        Value y = relu(norm(conv(x, 13, 7, 2, 3, 1)));
        y = emit.emit(new MaxPool(new Window(Pair.of(3), Pair.of(2), Pads.of(1), Pair.ONE)), y);
        Value inner = relu(norm(conv(y, 9, 1, 1, 0, 1)));
        inner = norm(conv(relu(norm(conv(inner, 9, 3, 1, 1, 1))), 13, 1, 1, 0, 1));
        y = relu(emit.add(inner, y));
        Value left = relu(conv(y, 33, 3, 2, 1, 1)), right = relu(conv(y, 5, 1, 2, 0, 1));
        y = emit.emit(new Concat(1), left, right);
        Value more = relu(norm(conv(y, 35, 3, 1, 2, 1)));
        return classify(more);
    }

    private Value mobile(Value x) {
        Value y = swish(norm(conv(x, 10, 3, 2, 1, 1)));
        Value wide = emit.emit(new Clip(0, 6), norm(conv(y, 22, 1, 1, 0, 1)));
        wide = swish(norm(conv(wide, 22, 3, 1, 1, 22)));
        Value gate = emit.emit(new Sigmoid(), conv(relu(conv(mean(wide), 5, 1, 1, 0, 1)), 22, 1, 1, 0, 1));
        wide = emit.mul(wide, emit.broadcast(gate, wide.shape()));
        y = emit.add(y, norm(conv(wide, 10, 1, 1, 0, 1)));
        return classify(emit.emit(new Clip(0, 6), norm(conv(y, 12, 5, 2, 2, 2))));
    }

    private Value transformer(Value x) {
        int batch = x.shape().dim(0), width = 22, tokens = 7 * 7;
        Value patches = conv(x, width, 4, 4, 0, 1);
        Value y = emit.transpose(emit.reshape(patches, Shape.of(batch, width, tokens)), List.of(0, 2, 1));
        y = emit.add(y, emit.broadcast(weights(1, Shape.of(1, tokens, width)), y.shape()));
        y = emit.add(y, attention(layerNorm(y), 2));
        Value hidden = linear(layerNorm(y), 37);
        Value bell = emit.affine(emit.emit(new Erf(), emit.scale(hidden, Math.sqrt(0.5))), 0.5, 0.5);
        y = emit.add(y, linear(emit.mul(hidden, bell), width));
        y = emit.scale(emit.reduceSum(layerNorm(y), List.of(1)), 1.0 / tokens);
        return emit.emit(new Softmax(1), linear(emit.emit(new Tanh(), emit.reshape(y, Shape.of(batch, width))), 11));
    }

    private Value attention(Value x, int heads) {
        int batch = x.shape().dim(0),
                tokens = x.shape().dim(1),
                width = x.shape().dim(2);
        Shape split = Shape.of(batch, tokens, heads, width / heads);
        Value q = emit.transpose(emit.reshape(linear(x, width), split), List.of(0, 2, 1, 3));
        Value k = emit.transpose(emit.reshape(linear(x, width), split), List.of(0, 2, 1, 3));
        Value v = emit.transpose(emit.reshape(linear(x, width), split), List.of(0, 2, 1, 3));
        Value weights = emit.emit(new Softmax(3), emit.scale(emit.emit(new MatMul(false, true), q, k), 0.3));
        Value mixed = emit.transpose(emit.emit(new MatMul(false, false), weights, v), List.of(0, 2, 1, 3));
        return linear(emit.reshape(mixed, x.shape()), width);
    }

    private Value layerNorm(Value x) {
        int last = x.shape().rank() - 1, n = x.shape().dim(last);
        Value mean = emit.scale(emit.reduceSum(x, List.of(last)), 1.0 / n);
        Value centred = emit.sub(x, emit.broadcast(mean, x.shape()));
        Value variance = emit.affine(emit.reduceSum(emit.mul(centred, centred), List.of(last)), 1.0 / n, 1e-5);
        return emit.div(centred, emit.broadcast(emit.emit(new Sqrt(), variance), x.shape()));
    }

    private Value linear(Value x, int out) {
        int n = x.shape().dim(-1);
        Value y = emit.emit(new MatMul(false, false), x, weights(n, Shape.of(n, out)));
        int[] one = x.shape().toArray();
        java.util.Arrays.fill(one, 1);
        one[one.length - 1] = out;
        return emit.add(y, emit.broadcast(weights(1, Shape.of(one)), y.shape()));
    }

    private Value classify(Value x) {
        Value features =
                emit.reshape(mean(x), Shape.of(x.shape().dim(0), x.shape().dim(1)));
        return emit.emit(new Softmax(1), linear(features, 11));
    }

    private Value mean(Value x) {
        Window all = new Window(new Pair(x.shape().dim(2), x.shape().dim(3)), Pair.ONE, Pads.NONE, Pair.ONE);
        return emit.emit(new AvgPool(all), x);
    }

    private Value relu(Value x) {
        return emit.emit(new Relu(), x);
    }

    private Value swish(Value x) {
        return emit.mul(x, emit.emit(new Sigmoid(), x));
    }

    private Value conv(Value x, int out, int kernel, int stride, int pad, int groups) {
        int in = x.shape().dim(1) / groups;
        Value w = weights(in * kernel * kernel, Shape.of(out, in, kernel, kernel));
        return emit.emit(new Conv2d(Pair.of(stride), Pads.of(pad), Pair.ONE, groups), x, w);
    }

    /** A batch norm: scale and shift per channel. */
    private Value norm(Value x) {
        Shape one = Shape.of(1, x.shape().dim(1), 1, 1);
        Value scaled = emit.mul(x, emit.broadcast(weights(1, one), x.shape()));
        return emit.add(scaled, emit.broadcast(weights(4, one), x.shape()));
    }

    private Value weights(int fan, Shape shape) {
        float[] data = new float[shape.size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) (random.nextGaussian() * Math.sqrt(1.5 / fan));
        }
        return emit.constant("", Tensor.of(shape, data));
    }
}
