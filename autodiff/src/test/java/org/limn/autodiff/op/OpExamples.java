package org.limn.autodiff.op;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/** One row or more for every op: what the tests run it on. A new op needs a row here. */
public final class OpExamples {
    /**
     * An op and what it is given.
     *
     * @param terms how many products or summands one number of the result is made of: what the tolerance of a float32 device
     *     follows from
     */
    public record Example(Op op, List<Tensor> inputs, int terms) {
        @Override
        public String toString() {
            return op + " " + inputs.stream().map(Tensor::shape).toList();
        }
    }

    private final SplittableRandom random = new SplittableRandom(20);
    private final List<Example> rows = new ArrayList<>();

    private OpExamples() {}

    /** All rows; the numbers in them are the same at every call. */
    public static List<Example> all() {
        OpExamples e = new OpExamples();
        e.elementwise();
        e.movement();
        e.contractions();
        e.convolutions();
        e.windows();
        e.fused();
        return e.rows;
    }

    private void elementwise() {
        for (int n : new int[] {1, 13, 207}) {
            Shape s = Shape.of(n);
            for (Unary op : List.of(
                    new Affine(-1.7, 0.3),
                    new Exp(),
                    new Erf(),
                    new Sigmoid(),
                    new Tanh(),
                    new Relu(),
                    new Step(),
                    new Clip(-0.5, 0.8),
                    new Clip(0, Double.POSITIVE_INFINITY),
                    new Inside(-0.5, 0.8),
                    new Abs(),
                    new Sign(),
                    new Floor(),
                    new Round(),
                    new Sin(),
                    new Cos(),
                    new Atan())) {
                row(op, 2, between(-3, 3, s));
            }
            for (Unary op : List.of(new Log(), new Sqrt(), new Pow(-1.5), new Pow(3), new Pow(2))) {
                row(op, 4, between(0.2, 4, s));
            }
            for (Binary op :
                    List.of(new Add(), new Sub(), new Mul(), new Max(), new Min(), new Greater(), new Equal())) {
                row(op, 2, between(-3, 3, s), between(-3, 3, s));
            }
            row(new Div(), 2, between(-3, 3, s), between(0.5, 3, s));
            row(new Power(), 4, between(0.5, 3, s), between(-2, 2, s));
            row(new Select(), 1, between(-3, 3, s), between(-3, 3, s), between(-3, 3, s));
        }
        row(new Mul(), 2, normal(2, 3, 5, 7), normal(2, 3, 5, 7));
        row(new Add(), 2, normal(), normal());
    }

    private void movement() {
        row(new Constant(normal(3, 2)), 1);
        row(new Broadcast(Shape.of(2, 3, 5, 7)), 1, normal(1, 3, 1, 1));
        row(new Broadcast(Shape.of(2, 3, 5, 7)), 1, normal(2, 1, 5, 1));
        row(new Broadcast(Shape.of(4, 13)), 1, normal(4, 1));
        row(new Broadcast(Shape.of(3, 4, 13)), 1, normal(1, 1, 1));
        row(new ReduceSum(List.of(0, 2, 3)), 210, normal(2, 3, 15, 7));
        row(new ReduceSum(List.of(1)), 207, normal(2, 207));
        row(new ReduceSum(List.of(2, 3)), 49, normal(3, 13, 7, 7));
        row(new ReduceSum(List.of(0)), 3, normal(3, 4, 5));
        row(new Reshape(Shape.of(6, 35)), 1, normal(2, 3, 5, 7));
        row(new Reshape(Shape.of(3, 2, 1, 5)), 1, normal(5, 6));
        row(new Transpose(List.of(0, 2, 3, 1)), 1, normal(2, 3, 5, 7));
        row(new Transpose(List.of(1, 0)), 1, normal(13, 4));
        row(new Transpose(List.of(2, 0, 1)), 1, normal(3, 4, 5));
        row(new Slice(List.of(0, 1, 2, 1), List.of(2, 2, 2, 3), List.of(1, 1, 1, 2)), 1, normal(2, 3, 5, 7));
        row(new Slice(List.of(1), List.of(4), List.of(3)), 1, normal(12));
        row(Slice.along(1, 4, 9, Shape.of(2, 13, 3, 3)), 1, normal(2, 13, 3, 3));
        row(new Pad(List.of(0, 0, 1, 2), List.of(0, 0, 0, 3), List.of(0, 0, 0, 1), 0), 1, normal(2, 3, 4, 5));
        row(new Pad(List.of(1, 0), List.of(2, 1), List.of(0, 2), -2.5), 1, normal(3, 4));
        row(new Concat(1), 1, normal(2, 3, 4, 4), normal(2, 1, 4, 4), normal(2, 8, 4, 4));
        row(new Concat(0), 1, normal(3, 4), normal(1, 4));
        row(new Concat(2), 1, normal(2, 3, 4), normal(2, 3, 9));
        row(new Gather(1, List.of(2, 1, 0)), 1, normal(2, 3, 5, 5));
        row(new Gather(0, List.of(4, 4, 0)), 1, normal(5, 7));
        row(new ScatterAdd(1, List.of(2, 0, 2), 4), 3, normal(2, 3, 5));
        row(new Softmax(1), 40, normal(3, 40));
        row(new Softmax(1), 5, normal(2, 5, 3, 3));
        row(new Softmax(2), 13, normal(2, 3, 13));
    }

    private void contractions() {
        for (boolean ta : new boolean[] {false, true}) {
            for (boolean tb : new boolean[] {false, true}) {
                matMul(ta, tb, 13, 7, 20);
                matMul(ta, tb, 1, 100, 207);
                MatMul op = new MatMul(ta, tb);
                row(op, 9, ta ? normal(2, 3, 9, 5) : normal(2, 3, 5, 9), tb ? normal(2, 3, 7, 9) : normal(2, 3, 9, 7));
                row(op, 9, ta ? normal(3, 9, 5) : normal(3, 5, 9), tb ? normal(70, 9) : normal(9, 70));
            }
        }
    }

    private void matMul(boolean ta, boolean tb, int m, int n, int k) {
        row(new MatMul(ta, tb), k, ta ? normal(k, m) : normal(m, k), tb ? normal(n, k) : normal(k, n));
    }

    /** The three partial derivatives of one form, at every geometry. */
    private void convolutions() {
        convolution(new Conv2d(Pair.ONE, Pads.NONE, Pair.ONE, 1), 2, 13, 7, 7, 20, 1, 1);
        convolution(new Conv2d(Pair.ONE, Pads.of(1), Pair.ONE, 1), 3, 5, 7, 9, 11, 3, 3);
        convolution(new Conv2d(Pair.of(2), Pads.of(3), Pair.ONE, 1), 2, 3, 17, 15, 9, 7, 7);
        convolution(new Conv2d(Pair.of(2), Pads.of(1), Pair.ONE, 1), 1, 9, 8, 11, 16, 3, 3);
        convolution(new Conv2d(Pair.of(2), Pads.NONE, Pair.ONE, 1), 2, 8, 7, 8, 12, 1, 1);
        convolution(new Conv2d(Pair.of(4), Pads.of(2), Pair.ONE, 1), 1, 3, 23, 27, 8, 11, 11);
        convolution(new Conv2d(new Pair(3, 2), new Pads(0, 2, 1, 0), Pair.ONE, 1), 2, 9, 11, 10, 5, 2, 4);
        convolution(new Conv2d(Pair.ONE, Pads.of(2), Pair.of(2), 1), 2, 8, 9, 9, 8, 3, 3);
        convolution(new Conv2d(Pair.of(2), Pads.of(2), new Pair(2, 3), 1), 1, 10, 13, 15, 4, 3, 2);
        convolution(new Conv2d(Pair.ONE, new Pads(0, 3, 0, 3), Pair.ONE, 1), 1, 12, 9, 9, 6, 1, 7);
        convolution(new Conv2d(Pair.ONE, Pads.of(1), Pair.ONE, 4), 2, 20, 6, 7, 12, 3, 3);
        convolution(new Conv2d(Pair.of(2), Pads.of(1), Pair.ONE, 2), 1, 18, 9, 9, 20, 3, 3);
        convolution(new Conv2d(Pair.ONE, Pads.of(1), Pair.ONE, 10), 3, 10, 7, 7, 10, 3, 3);
        convolution(new Conv2d(Pair.of(2), Pads.of(2), Pair.ONE, 9), 2, 9, 11, 8, 9, 5, 5);
        convolution(new Conv2d(Pair.ONE, Pads.of(2), Pair.of(2), 5), 1, 5, 9, 9, 10, 3, 3);
        convolution(new Conv2d(Pair.of(3), Pads.NONE, Pair.ONE, 1), 1, 4, 11, 11, 3, 2, 2);
        convolution(new Conv2d(Pair.ONE, Pads.of(1), Pair.ONE, 1), 1, 207, 5, 5, 49, 3, 3);
    }

    private void convolution(Conv2d op, int n, int c, int h, int w, int o, int r, int s) {
        Tensor x = normal(n, c, h, w), filter = normal(o, c / op.groups(), r, s);
        Shape y = op.infer(List.of(x.shape(), filter.shape()));
        Tensor g = normal(y.toArray());
        row(op, c / op.groups() * r * s, x, filter);
        Conv2dTranspose transpose =
                new Conv2dTranspose(op.stride(), op.pad(), op.dilation(), op.groups(), new Pair(h, w));
        row(transpose, o / op.groups() * r * s, g, filter);
        row(
                new Conv2dWeightGrad(op.stride(), op.pad(), op.dilation(), op.groups(), new Pair(r, s)),
                n * y.dim(2) * y.dim(3),
                x,
                g);
    }

    private void windows() {
        for (Window window : List.of(
                new Window(Pair.of(3), Pair.of(2), Pads.of(1), Pair.ONE),
                new Window(Pair.of(2), Pair.of(2), Pads.NONE, Pair.ONE),
                new Window(new Pair(3, 2), new Pair(1, 3), new Pads(0, 1, 2, 0), Pair.ONE),
                new Window(Pair.of(3), Pair.ONE, Pads.of(1), Pair.ONE),
                new Window(Pair.of(2), Pair.ONE, Pads.NONE, new Pair(3, 2)),
                new Window(new Pair(9, 11), Pair.ONE, Pads.NONE, Pair.ONE))) {
            Tensor x = normal(2, 5, 9, 11);
            Shape y = window.infer(new MaxPool(window), x.shape());
            Tensor g = normal(y.toArray());
            int taps = window.kernel().h() * window.kernel().w();
            row(new MaxPool(window), 1, x);
            row(new MaxPoolGrad(window), taps, x, g);
            row(new MaxPoolPick(window), 1, x, normal(2, 5, 9, 11));
            row(new AvgPool(window), taps, x);
            row(new AvgPoolTranspose(window, new Pair(9, 11)), taps, g);
        }
    }

    /** What the fusing passes make. */
    private void fused() {
        Shape y = Shape.of(2, 8, 7, 7);
        Conv2d conv = new Conv2d(Pair.ONE, Pads.of(1), Pair.ONE, 1);
        row(
                new Fused(
                        4,
                        List.of(
                                step(conv, 0, 1),
                                step(new Broadcast(y), 2),
                                step(new Add(), 4, 5),
                                step(new Add(), 6, 3),
                                step(new Relu(), 7))),
                45,
                normal(2, 5, 7, 7),
                normal(8, 5, 3, 3),
                normal(1, 8, 1, 1),
                normal(2, 8, 7, 7));
        row(
                new Fused(
                        4,
                        List.of(
                                step(new Conv2dTranspose(Pair.ONE, Pads.of(1), Pair.ONE, 1, Pair.of(7)), 0, 1),
                                step(new Add(), 4, 2),
                                step(new Step(), 3),
                                step(new Mul(), 5, 6))),
                72,
                normal(2, 8, 7, 7),
                normal(8, 5, 3, 3),
                normal(2, 5, 7, 7),
                normal(2, 5, 7, 7));
        row(
                new Fused(
                        2,
                        List.of(
                                step(new Sigmoid(), 0),
                                step(new Mul(), 0, 2),
                                step(new Affine(2, 1), 3),
                                step(new Add(), 4, 1))),
                6,
                normal(3, 69),
                normal(3, 69));
    }

    private static Fused.Step step(Op op, Integer... args) {
        return new Fused.Step(op, List.of(args));
    }

    private void row(Op op, int terms, Tensor... inputs) {
        rows.add(new Example(op, List.of(inputs), terms));
    }

    private Tensor between(double low, double high, Shape shape) {
        float[] data = new float[shape.size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) random.nextDouble(low, high);
        }
        return Tensor.of(shape, data);
    }

    /** Sums of uniform numbers: nearly normal, mean 0, variance 1. */
    private Tensor normal(int... dims) {
        Shape shape = Shape.of(dims);
        float[] data = new float[shape.size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) IntStream.range(0, 12)
                    .mapToDouble(k -> random.nextDouble() - 0.5)
                    .sum();
        }
        return Tensor.of(shape, data);
    }
}
