package org.limn.autodiff.device.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.op.MatMul;
import org.limn.autodiff.op.MaxPool;
import org.limn.autodiff.op.Pads;
import org.limn.autodiff.op.Pair;
import org.limn.autodiff.op.Relu;
import org.limn.autodiff.op.Softmax;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.op.Window;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.ProgramBuilder;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.transform.Gradient;

/** A small classifier with made-up weights, and images for it. */
final class Networks {
    static final int CLASSES = 10;

    private Networks() {}

    /** Two convolutions with biases and relu, a max pool, a product, softmax; images [batch,3,16,16]. */
    static Program classifier(int batch) {
        SplittableRandom random = new SplittableRandom(3);
        ProgramBuilder b = new ProgramBuilder();
        Value x = b.input("image", Shape.of(batch, 3, 16, 16));
        Value y = block(b, x, 24, random);
        y = b.emit(new MaxPool(new Window(Pair.of(3), Pair.of(2), Pads.of(1), Pair.ONE)), y);
        y = block(b, y, 32, random);
        Value flat = b.reshape(y, Shape.of(batch, y.shape().count(1, 4)));
        Value w = b.constant("w", random(Shape.of(flat.shape().dim(1), CLASSES), 0.05, random));
        return b.output("p", b.emit(new Softmax(1), b.emit(new MatMul(false, false), flat, w)))
                .build();
    }

    /** The gradient program of {@link #classifier}: image and seed in, probabilities and gradient out. */
    static Program gradient(int batch) {
        return Gradient.of(classifier(batch), "p", "image");
    }

    /** Image and seed for {@link #gradient}. */
    static List<Tensor> inputs(int batch, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return List.of(random(Shape.of(batch, 3, 16, 16), 1, random), random(Shape.of(batch, CLASSES), 1, random));
    }

    private static Value block(ProgramBuilder b, Value x, int channels, SplittableRandom random) {
        Tensor filter = random(Shape.of(channels, x.shape().dim(1), 3, 3), 0.2, random);
        Value y = b.emit(new Conv2d(Pair.ONE, Pads.of(1), Pair.ONE, 1), x, b.constant("w" + channels, filter));
        Value bias = b.constant("b" + channels, random(Shape.of(1, channels, 1, 1), 0.1, random));
        return b.emit(new Relu(), b.add(y, b.broadcast(bias, y.shape())));
    }

    static Tensor random(Shape shape, double size, SplittableRandom random) {
        List<Double> numbers = new ArrayList<>();
        random.doubles(shape.size(), -size, size).forEach(numbers::add);
        float[] data = new float[shape.size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = numbers.get(i).floatValue();
        }
        return Tensor.of(shape, data);
    }
}
