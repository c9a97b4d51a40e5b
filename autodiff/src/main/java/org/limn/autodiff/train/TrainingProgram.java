package org.limn.autodiff.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.limn.autodiff.op.Broadcast;
import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.op.Log;
import org.limn.autodiff.op.MatMul;
import org.limn.autodiff.op.Pads;
import org.limn.autodiff.op.Pair;
import org.limn.autodiff.op.Relu;
import org.limn.autodiff.op.Softmax;
import org.limn.autodiff.op.Sqrt;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.ProgramBuilder;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.transform.Gradient;

/**
 * Programs of a {@link ResidualNetwork}: in training, with parameters as inputs and batch norm over the batch at hand, and
 * afterwards, with parameters as constants and batch norm folded into them.
 */
final class TrainingProgram {
    /** What batch norm adds to variances. */
    static final double EPSILON = 1e-5;

    private TrainingProgram() {}

    /**
     * Inputs {@code image} f32[N,3,S,S], {@code labels} f32[N,classes] whose rows sum to 1, then the parameters. Outputs
     * {@code loss} f32[1,1], the mean cross-entropy; {@code probabilities}; for every convolution {@code name.mean} and {@code
     * name.variance} f32[1,C,1,1] of the batch.
     */
    static Program forward(ResidualNetwork network, int batch) {
        ProgramBuilder b = new ProgramBuilder();
        Value image = b.input("image", Shape.of(batch, 3, network.size(), network.size()));
        Value labels = b.input("labels", Shape.of(batch, network.classes()));
        Map<String, Value> parameters = new LinkedHashMap<>();
        network.parameters().forEach((name, p) -> parameters.put(name, b.input(name, p.shape())));
        Map<String, Value> statistics = new LinkedHashMap<>();
        Value logits = network.build(
                new Lines(b, parameters) {
                    @Override
                    Value normalized(String name, Value x) {
                        double n =
                                x.shape().dim(0) * x.shape().dim(2) * x.shape().dim(3);
                        Value mean = b.scale(b.reduceSum(x, List.of(0, 2, 3)), 1 / n);
                        Value centered = b.sub(x, b.broadcast(mean, x.shape()));
                        Value variance = b.scale(b.reduceSum(b.mul(centered, centered), List.of(0, 2, 3)), 1 / n);
                        statistics.put(name + ".mean", mean);
                        statistics.put(name + ".variance", variance);
                        Value deviation = b.emit(new Sqrt(), b.affine(variance, 1, EPSILON));
                        Value scale = b.div(parameter(name + ".gamma"), deviation);
                        return b.add(
                                b.mul(centered, b.broadcast(scale, x.shape())),
                                b.broadcast(parameter(name + ".beta"), x.shape()));
                    }
                },
                image);
        Value p = b.emit(new Softmax(1), logits);
        // 1e-30 keeps the logarithm finite; it is far below what any label's probability can be and still matter
        Value terms = b.mul(labels, b.emit(new Log(), b.affine(p, 1, 1e-30)));
        b.output("loss", b.scale(b.reduceSum(terms, List.of(0, 1)), -1.0 / batch));
        b.output("probabilities", p);
        statistics.forEach(b::output);
        return b.build();
    }

    /** The same, and {@code gradient:name} for every parameter; after the parameters comes {@link Gradient#COTANGENT}, f32[1,1]. */
    static Program gradients(ResidualNetwork network, int batch) {
        List<String> names = new ArrayList<>(network.parameters().keySet());
        return Gradient.of(forward(network, batch), "loss", names, Gradient.Rule.EXACT);
    }

    /** Input {@code image}, output {@code logits}; the weights are those of {@link Trained#folded}. */
    static Program inference(ResidualNetwork network, Map<String, Tensor> folded, int batch) {
        ProgramBuilder b = new ProgramBuilder();
        Value image = b.input("image", Shape.of(batch, 3, network.size(), network.size()));
        Map<String, Value> parameters = new LinkedHashMap<>();
        folded.forEach((name, tensor) -> parameters.put(name, b.constant(name, tensor)));
        Value logits = network.build(
                new Lines(b, parameters) {
                    @Override
                    Value normalized(String name, Value x) {
                        Value bias = parameter(name + ".bias");
                        Value planes = b.reshape(bias, Shape.of(1, bias.shape().size(), 1, 1));
                        return b.add(x, b.broadcast(planes, x.shape()));
                    }
                },
                image);
        return b.output("logits", logits).build();
    }

    /** Layers as lines of a program; what follows a convolution is left open. */
    private abstract static class Lines implements Layers<Value> {
        private final ProgramBuilder b;
        private final Map<String, Value> parameters;

        Lines(ProgramBuilder b, Map<String, Value> parameters) {
            this.b = b;
            this.parameters = parameters;
        }

        abstract Value normalized(String name, Value x);

        Value parameter(String name) {
            Value value = parameters.get(name);
            if (value == null) {
                throw new IllegalArgumentException(
                        "no parameter is called " + name + "; there are " + parameters.keySet());
            }
            return value;
        }

        @Override
        public Value convolution(String name, Value x, int inputs, int outputs, int kernel, int stride) {
            b.origin(name);
            Conv2d op = new Conv2d(Pair.of(stride), Pads.of(kernel / 2), Pair.ONE, 1);
            return normalized(name, b.emit(op, x, parameter(name + ".weight")));
        }

        @Override
        public Value relu(String name, Value x) {
            return b.origin(name).emit(new Relu(), x);
        }

        @Override
        public Value add(String name, Value a, Value other) {
            return b.origin(name).add(a, other);
        }

        @Override
        public Value pool(String name, Value x) {
            b.origin(name);
            double area = x.shape().dim(2) * x.shape().dim(3);
            Value mean = b.scale(b.reduceSum(x, List.of(2, 3)), 1 / area);
            return b.reshape(mean, Shape.of(x.shape().dim(0), x.shape().dim(1)));
        }

        @Override
        public Value dense(String name, Value x, int inputs, int outputs) {
            b.origin(name);
            Value y = b.emit(new MatMul(false, true), x, parameter(name + ".weight"));
            Value bias = b.reshape(parameter(name + ".bias"), Shape.of(1, outputs));
            return b.add(y, b.emit(new Broadcast(y.shape()), bias));
        }
    }
}
