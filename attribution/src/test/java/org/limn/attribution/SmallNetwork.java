package org.limn.attribution;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.op.Pads;
import org.limn.autodiff.op.Pair;
import org.limn.autodiff.op.Relu;
import org.limn.autodiff.op.Softmax;
import org.limn.autodiff.op.Tanh;
import org.limn.autodiff.op.Unary;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.ProgramBuilder;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/**
 * Two convolutions with random weights, an activation after each, the mean over the image, softmax over three classes: image
 * f32[N,3,8,8], layers {@code first} [N,4,8,8] and {@code features} [N,5,4,4].
 */
public final class SmallNetwork {
    private SmallNetwork() {}

    public static Program smooth(int batch) {
        return of(batch, new Tanh(), 8);
    }

    public static Program withRelu(int batch) {
        return of(batch, new Relu(), 8);
    }

    public static Program of(int batch, Unary activation, int side) {
        ProgramBuilder b = new ProgramBuilder();
        Value image = b.input("image", Shape.of(batch, 3, side, side));
        Value first =
                b.emit(new Conv2d(Pair.ONE, new Pads(1, 1, 1, 1), Pair.ONE, 1), image, weights(b, "w1", 4, 3, 3, 3));
        b.named(first = b.emit(activation, first), "first");
        Value second =
                b.emit(new Conv2d(Pair.of(2), new Pads(1, 1, 1, 1), Pair.ONE, 1), first, weights(b, "w2", 5, 4, 3, 3));
        b.named(second = b.emit(activation, second), "features");
        Value classes =
                b.emit(new Conv2d(Pair.ONE, new Pads(0, 0, 0, 0), Pair.ONE, 1), second, weights(b, "w3", 3, 5, 1, 1));
        Value sum = b.reduceSum(classes, List.of(2, 3));
        Value logits = b.scale(b.reshape(sum, Shape.of(batch, 3)), 4.0 / side);
        b.output("logits", logits);
        b.output("probabilities", b.emit(new Softmax(1), logits));
        return b.build();
    }

    private static Value weights(ProgramBuilder b, String name, int... dims) {
        return b.constant(name, random(Shape.of(dims), name.hashCode()));
    }

    /** Normal values. */
    public static Tensor random(Shape shape, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        float[] data = new float[shape.size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) (0.5 * random.nextGaussian());
        }
        return Tensor.of(shape, data);
    }

    /** An image for it. */
    public static Tensor image(long seed) {
        return random(Shape.of(1, 3, 8, 8), seed);
    }
}
