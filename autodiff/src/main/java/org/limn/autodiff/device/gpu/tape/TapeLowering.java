package org.limn.autodiff.device.gpu.tape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.limn.autodiff.device.DeviceException;
import org.limn.autodiff.op.AvgPool;
import org.limn.autodiff.op.AvgPoolTranspose;
import org.limn.autodiff.op.Broadcast;
import org.limn.autodiff.op.Concat;
import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.op.Conv2dTranspose;
import org.limn.autodiff.op.Conv2dWeightGrad;
import org.limn.autodiff.op.Fused;
import org.limn.autodiff.op.Gather;
import org.limn.autodiff.op.MatMul;
import org.limn.autodiff.op.MaxPool;
import org.limn.autodiff.op.MaxPoolGrad;
import org.limn.autodiff.op.MaxPoolPick;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Pad;
import org.limn.autodiff.op.ReduceSum;
import org.limn.autodiff.op.Reshape;
import org.limn.autodiff.op.ScatterAdd;
import org.limn.autodiff.op.Slice;
import org.limn.autodiff.op.Softmax;
import org.limn.autodiff.op.Transpose;
import org.limn.autodiff.tensor.Shape;

/** From one line to passes: which routine runs which op. Each family's details are in a file of its own. */
final class TapeLowering {
    private final TapeWriter tape;
    private final ConvolutionPasses convolutions;

    TapeLowering(TapeWriter tape, int directBelow) {
        this.tape = tape;
        this.convolutions = new ConvolutionPasses(tape, directBelow);
    }

    /** Writes the passes that compute {@code op(inputs)} to {@code dst}. */
    void lower(Op op, List<Source> inputs, Shape shape, int dst) {
        if (shape.size() > 0 && !alone(op, inputs, shape, dst)) {
            Fused one = op instanceof Fused f ? f : single(op, inputs.size());
            fused(one, inputs, dst);
        }
    }

    /** The ops that are no elementwise steps, each by itself. */
    private boolean alone(Op op, List<Source> inputs, Shape shape, int dst) {
        return contraction(op, inputs, shape, dst, Body.EMPTY)
                || movement(op, inputs, shape, dst)
                || pooling(op, inputs, shape, dst);
    }

    private boolean contraction(Op op, List<Source> in, Shape shape, int dst, Body body) {
        if (op instanceof Conv2d conv) {
            convolutions.forward(conv, in.get(0), in.get(1), shape, dst, body.write(tape));
        } else if (op instanceof Conv2dTranspose conv) {
            convolutions.transposed(conv.adjoint(), in.get(0), in.get(1), shape, dst, body.write(tape));
        } else if (op instanceof MatMul product) {
            ProductPasses.lower(product, in.get(0), in.get(1), shape, dst, body.write(tape), tape);
        } else {
            return false;
        }
        return true;
    }

    private boolean movement(Op op, List<Source> in, Shape shape, int dst) {
        MovePasses movements = new MovePasses(tape, shape, dst);
        if (op instanceof Transpose t) {
            movements.transpose(t, in.get(0));
        } else if (op instanceof Slice s) {
            movements.slice(s, in.get(0));
        } else if (op instanceof Pad p) {
            movements.pad(p, in.get(0));
        } else if (op instanceof Concat c) {
            movements.concat(c, in);
        } else if (op instanceof Gather g) {
            movements.gather(g, in.get(0));
        } else if (op instanceof ScatterAdd s) {
            movements.scatterAdd(s, in.get(0));
        } else if (op instanceof Reshape) {
            movements.copy(in.get(0));
        } else if (op instanceof Broadcast
                && Stretch.of(in.get(0).shape(), shape).isEmpty()) {
            movements.broadcast(in.get(0));
        } else {
            return false;
        }
        return true;
    }

    private boolean pooling(Op op, List<Source> in, Shape shape, int dst) {
        if (op instanceof MaxPool p) {
            PoolPasses.pool(PoolPass.PICK, p.window(), in.get(0), in.get(0), shape, dst, tape);
        } else if (op instanceof MaxPoolPick p) {
            PoolPasses.pool(PoolPass.PICK, p.window(), in.get(0), in.get(1), shape, dst, tape);
        } else if (op instanceof MaxPoolGrad p) {
            PoolPasses.unpool(p.window(), in.get(0), in.get(1), dst, tape);
        } else if (op instanceof AvgPool p) {
            PoolPasses.pool(PoolPass.MEAN, p.window(), in.get(0), in.get(0), shape, dst, tape);
        } else if (op instanceof AvgPoolTranspose p) {
            PoolPasses.spread(p.window(), in.get(0), shape, dst, tape);
        } else if (op instanceof Conv2dWeightGrad conv) {
            convolutions.weightGradient(conv.adjoint(), in.get(0), in.get(1), shape, dst);
        } else if (op instanceof ReduceSum sum) {
            SumPasses.reduce(sum, in.get(0), dst, tape);
        } else if (op instanceof Softmax softmax) {
            SumPasses.softmax(softmax, in.get(0), dst, tape);
        } else {
            return false;
        }
        return true;
    }

    private static Fused single(Op op, int arity) {
        if (Words.code(op).isEmpty() && !(op instanceof Broadcast)) {
            throw new DeviceException("the gpu device has no kernel for " + op.word() + "; use the cpu device");
        }
        List<Integer> args = IntStream.range(0, arity).boxed().toList();
        return new Fused(arity, List.of(new Fused.Step(op, args)));
    }

    /** As a contraction with a body, as a map, or, where neither fits, step by step. */
    private void fused(Fused fused, List<Source> inputs, int dst) {
        List<Shape> shapes = fused.shapes(inputs.stream().map(Source::shape).toList());
        Shape shape = shapes.get(shapes.size() - 1);
        Op head = fused.steps().get(0).op();
        boolean heavy = (head instanceof Conv2d || head instanceof Conv2dTranspose || head instanceof MatMul)
                && shapes.get(fused.arity()).equals(shape);
        Optional<Body> body = body(fused, heavy ? 1 : 0, inputs, shapes);
        if (body.isPresent() && heavy) {
            List<Source> args =
                    fused.steps().get(0).args().stream().map(inputs::get).toList();
            contraction(head, args, shape, dst, body.get());
        } else if (body.isPresent()) {
            tape.pass(new MapPass(dst, shape.size(), body.get().write(tape)));
        } else {
            apart(fused, inputs, shapes, dst);
        }
    }

    private Optional<Body> body(Fused fused, int from, List<Source> inputs, List<Shape> shapes) {
        if (!elementwise(fused, from)) {
            return Optional.empty();
        }
        List<Integer> places = IntStream.range(0, inputs.size())
                .map(i -> readFrom(fused, from, i) ? tape.place(inputs.get(i)) : 0)
                .boxed()
                .toList();
        return BodyCompiler.compile(fused, from, shapes, places);
    }

    private static boolean elementwise(Fused fused, int from) {
        return fused.steps().stream()
                .skip(from)
                .allMatch(s -> s.op() instanceof Broadcast || Words.code(s.op()).isPresent());
    }

    private static boolean readFrom(Fused fused, int from, int input) {
        return fused.steps().stream().skip(from).anyMatch(s -> s.args().contains(input));
    }

    private void apart(Fused fused, List<Source> inputs, List<Shape> shapes, int dst) {
        if (fused.steps().size() == 1) {
            throw new IllegalStateException("one elementwise op always fits a body: " + fused);
        }
        List<Source> values = new ArrayList<>(inputs);
        for (int k = 0; k < fused.steps().size(); k++) {
            Shape shape = shapes.get(fused.arity() + k);
            int to = k == fused.steps().size() - 1 ? dst : tape.scratch(shape.size());
            List<Source> args =
                    fused.steps().get(k).args().stream().map(values::get).toList();
            lower(fused.steps().get(k).op(), args, shape, to);
            values.add(new Source(to, shape, null));
        }
    }
}
