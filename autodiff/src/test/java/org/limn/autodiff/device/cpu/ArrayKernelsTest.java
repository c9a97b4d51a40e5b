package org.limn.autodiff.device.cpu;

import static org.limn.autodiff.device.cpu.Comparison.agrees;
import static org.limn.autodiff.device.cpu.Comparison.device;
import static org.limn.autodiff.device.cpu.Comparison.inputs;
import static org.limn.autodiff.device.cpu.Comparison.program;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.op.Add;
import org.limn.autodiff.op.Affine;
import org.limn.autodiff.op.AvgPool;
import org.limn.autodiff.op.AvgPoolTranspose;
import org.limn.autodiff.op.Broadcast;
import org.limn.autodiff.op.Clip;
import org.limn.autodiff.op.Concat;
import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.op.Div;
import org.limn.autodiff.op.Erf;
import org.limn.autodiff.op.Exp;
import org.limn.autodiff.op.Gather;
import org.limn.autodiff.op.Inside;
import org.limn.autodiff.op.Log;
import org.limn.autodiff.op.MaxPool;
import org.limn.autodiff.op.MaxPoolGrad;
import org.limn.autodiff.op.MaxPoolPick;
import org.limn.autodiff.op.Mul;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Pad;
import org.limn.autodiff.op.Pads;
import org.limn.autodiff.op.Pair;
import org.limn.autodiff.op.Pow;
import org.limn.autodiff.op.ReduceSum;
import org.limn.autodiff.op.Relu;
import org.limn.autodiff.op.Reshape;
import org.limn.autodiff.op.ScatterAdd;
import org.limn.autodiff.op.Sigmoid;
import org.limn.autodiff.op.Slice;
import org.limn.autodiff.op.Softmax;
import org.limn.autodiff.op.Sqrt;
import org.limn.autodiff.op.Step;
import org.limn.autodiff.op.Sub;
import org.limn.autodiff.op.Tanh;
import org.limn.autodiff.op.Transpose;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.op.Window;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.ProgramBuilder;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/** Kernels of single lines against the definitions, at sizes that no vector divides, in either layout. */
class ArrayKernelsTest {
    private static final Shape ODD = Shape.of(3, 5, 7, 13);

    /** Rounding of one float32 operation, or of a function within a few units in the last place. */
    private static final double ROUNDING = 4e-7;

    static Stream<Arguments> lines() {
        List<Arguments> all = new ArrayList<>();
        for (Op op : unary()) {
            for (int n : new int[] {1, 13, 207, 5000}) {
                add(all, op, Shape.of(n));
            }
        }
        for (Op op : List.of(new Add(), new Sub(), new Mul(), new Div())) {
            add(all, op, ODD, ODD);
        }
        for (Shape small :
                List.of(Shape.of(1, 5, 1, 1), Shape.of(3, 1, 7, 1), Shape.of(1, 1, 1, 13), Shape.of(3, 5, 1, 1))) {
            add(all, new Broadcast(ODD), small);
        }
        for (List<Integer> axes : List.of(
                List.of(0),
                List.of(1),
                List.of(3),
                List.of(2, 3),
                List.of(1, 2, 3),
                List.of(0, 2, 3),
                List.of(0, 1, 2, 3))) {
            add(all, new ReduceSum(axes), ODD);
            add(all, new ReduceSum(axes), Shape.of(1, 9, 40, 33));
        }
        add(all, new Transpose(List.of(0, 2, 3, 1)), ODD);
        add(all, new Transpose(List.of(3, 2, 1, 0)), ODD);
        add(all, new Transpose(List.of(1, 0)), Shape.of(37, 65));
        add(all, new Reshape(Shape.of(3, 5, 91)), ODD);
        add(all, new Slice(List.of(0, 1, 2, 3), List.of(3, 3, 2, 4), List.of(1, 1, 2, 2)), ODD);
        add(all, new Slice(List.of(0, 1, 0, 0), List.of(3, 3, 7, 13), List.of(1, 1, 1, 1)), ODD);
        add(all, new Pad(List.of(0, 1, 2, 0), List.of(1, 0, 1, 3), List.of(0, 0, 1, 2), 0.5), ODD);
        add(all, new Concat(1), ODD, Shape.of(3, 2, 7, 13), ODD);
        add(all, new Concat(3), ODD, Shape.of(3, 5, 7, 1));
        add(all, new Concat(0), ODD, ODD);
        add(all, new Gather(1, List.of(4, 0, 0, 2)), ODD);
        add(all, new Gather(3, List.of(12, 3)), ODD);
        add(all, new ScatterAdd(1, List.of(4, 0, 0, 2, 5), 7), ODD);
        for (int axis = 0; axis < 4; axis++) {
            add(all, new Softmax(axis), ODD);
        }
        add(all, new Softmax(1), Shape.of(2, 1000));
        windows().forEach(w -> pools(all, w));
        return all.stream();
    }

    private static List<Op> unary() {
        return List.of(
                new Affine(0.3, -0.2),
                new Exp(),
                new Log(),
                new Sqrt(),
                new Pow(2),
                new Pow(-1),
                new Pow(3),
                new Pow(0.5),
                new Erf(),
                new Sigmoid(),
                new Tanh(),
                new Relu(),
                new Step(),
                new Clip(-0.5, 1),
                new Inside(-0.5, 1));
    }

    private static List<Window> windows() {
        return List.of(
                new Window(new Pair(3, 3), new Pair(2, 2), Pads.of(1), Pair.ONE),
                new Window(new Pair(3, 3), new Pair(2, 2), Pads.NONE, Pair.ONE),
                new Window(new Pair(3, 3), new Pair(2, 2), new Pads(2, 0, 1, 2), Pair.ONE),
                new Window(new Pair(3, 3), new Pair(2, 2), new Pads(0, 2, 0, 1), Pair.ONE),
                new Window(new Pair(2, 2), new Pair(2, 2), Pads.NONE, Pair.ONE),
                new Window(new Pair(3, 2), new Pair(1, 1), new Pads(0, 1, 2, 0), Pair.ONE),
                new Window(new Pair(2, 3), new Pair(1, 3), new Pads(1, 0, 0, 2), new Pair(2, 2)),
                new Window(new Pair(7, 13), Pair.ONE, Pads.NONE, Pair.ONE));
    }

    private static void pools(List<Arguments> all, Window w) {
        for (Shape x : List.of(Shape.of(2, 3, 34, 67), Shape.of(1, 2, 20, 66))) {
            add(all, new MaxPoolGrad(w), x, new MaxPool(w).infer(List.of(x)));
        }
        Shape y = new MaxPool(w).infer(List.of(ODD));
        add(all, new MaxPool(w), ODD);
        add(all, new MaxPoolGrad(w), ODD, y);
        add(all, new MaxPoolPick(w), ODD, ODD);
        add(all, new AvgPool(w), ODD);
        add(all, new AvgPoolTranspose(w, new Pair(7, 13)), y);
    }

    private static void add(List<Arguments> all, Op op, Shape... shapes) {
        all.add(Arguments.of(op, List.of(shapes)));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void everyKernelComputesItsDefinition(Op op, List<Shape> shapes) {
        check(op, shapes, l -> l.emit().emit(op, l.in()));
    }

    /** A convolution on either side makes the device choose channels for the line. */
    @ParameterizedTest
    @MethodSource("lines")
    void inAnyLayout(Op op, List<Shape> shapes) {
        Shape result = op.infer(shapes);
        if (result.rank() == 4 && shapes.get(0).rank() == 4) {
            check(op, shapes, l -> {
                Value[] in = l.in().clone();
                in[0] = identity(l.emit(), in[0]);
                return identity(l.emit(), l.emit().emit(op, in));
            });
        }
    }

    private static Value identity(ProgramBuilder emit, Value x) {
        int channels = x.shape().dim(1);
        Value one = emit.constant("one", Tensor.filled(Shape.of(channels, 1, 1, 1), 1));
        return emit.emit(new Conv2d(Pair.ONE, Pads.NONE, Pair.ONE, channels), x, one);
    }

    private static void check(Op op, List<Shape> shapes, Function<Comparison.Lines, Value> body) {
        Program program = program(body, shapes.toArray(Shape[]::new));
        int terms = op instanceof ReduceSum || op instanceof AvgPool ? 100 : 1;
        for (String set : List.of("vector", "scalar")) {
            try (Device device = device(set, 2)) {
                agrees(device, program, inputs(program, 1), terms * ROUNDING);
            }
        }
    }
}
