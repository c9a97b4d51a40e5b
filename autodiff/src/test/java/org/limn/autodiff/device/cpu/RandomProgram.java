package org.limn.autodiff.device.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.limn.autodiff.op.AvgPool;
import org.limn.autodiff.op.Clip;
import org.limn.autodiff.op.Concat;
import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.op.Gather;
import org.limn.autodiff.op.MatMul;
import org.limn.autodiff.op.Max;
import org.limn.autodiff.op.MaxPool;
import org.limn.autodiff.op.Pad;
import org.limn.autodiff.op.Pads;
import org.limn.autodiff.op.Pair;
import org.limn.autodiff.op.Relu;
import org.limn.autodiff.op.Select;
import org.limn.autodiff.op.Slice;
import org.limn.autodiff.op.Step;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.op.Window;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.ProgramBuilder;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/**
 * Programs of random lines over small numbers with few binary digits, which float32 computes exactly: whatever a device does
 * with layouts, fused lines and memory, its results must be those of float64 to the last bit.
 */
final class RandomProgram {
    private final SplittableRandom random;
    private final ProgramBuilder emit = new ProgramBuilder();
    private final List<Value> values = new ArrayList<>();

    private RandomProgram(long seed) {
        random = new SplittableRandom(seed);
    }

    static Program of(long seed, int lines) {
        return new RandomProgram(seed).build(lines);
    }

    static Tensor small(Shape shape, SplittableRandom random) {
        float[] data = new float[shape.size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = random.nextInt(-2, 3);
        }
        return Tensor.of(shape, data);
    }

    private Program build(int lines) {
        Shape image = Shape.of(upTo(3), upTo(9), upTo(9), upTo(9));
        values.add(emit.input("x", image));
        values.add(emit.input("z", image));
        for (int i = 0; i < lines; i++) {
            Value v = line(any());
            values.add(random.nextInt(3) == 0 ? emit.emit(new Clip(-2, 2), v) : v);
        }
        Value sum = emit.reduceSum(last(), axes(last()));
        for (int k = 0; k < 3; k++) {
            Value v = any();
            sum = emit.add(sum, emit.broadcast(emit.reshape(total(v), ones(sum)), sum.shape()));
            emit.output("v" + k, v);
        }
        return emit.output("y", sum).build();
    }

    private Shape ones(Value like) {
        return Shape.of(like.shape().toList().stream().map(d -> 1).toList());
    }

    private Value total(Value v) {
        return emit.reduceSum(v, IntStream.range(0, v.shape().rank()).boxed().toList());
    }

    private List<Integer> axes(Value v) {
        return IntStream.range(0, v.shape().rank())
                .filter(a -> random.nextBoolean())
                .boxed()
                .toList();
    }

    private int upTo(int n) {
        return 1 + random.nextInt(n);
    }

    private Value last() {
        return values.get(values.size() - 1);
    }

    /** Recent values more often, so that programs are deep, and old ones now and then, so that they live long. */
    private Value any() {
        int n = values.size();
        return values.get(random.nextInt(4) == 0 ? random.nextInt(n) : n - 1 - random.nextInt(Math.min(n, 4)));
    }

    private Value line(Value v) {
        Shape s = v.shape();
        return switch (random.nextInt(s.rank() == 4 ? 17 : 12)) {
            case 0 -> emit.emit(new Relu(), v);
            case 1 -> emit.affine(v, random.nextInt(-2, 3), random.nextInt(-1, 2));
            case 2 -> emit.mul(v, emit.emit(new Step(), alike(v)));
            case 3 -> emit.add(v, alike(v));
            case 4 -> emit.emit(new Max(), v, alike(v));
            case 5 -> emit.emit(new Select(), alike(v), v, alike(v));
            case 6 -> emit.add(v, narrow(v));
            case 7 -> emit.mul(v, narrow(v));
            case 8 -> transposed(v);
            case 9 -> reshaped(v);
            case 10 -> joined(v);
            case 11 -> random.nextBoolean() ? slice(v) : product(v);
            case 12 -> random.nextBoolean() ? padded(v) : gathered(v);
            case 13 -> pooled(v);
            default -> convolved(v);
        };
    }

    /** Another value of this shape if there is one. */
    private Value alike(Value v) {
        List<Value> same =
                values.stream().filter(o -> o.shape().equals(v.shape())).toList();
        return same.isEmpty() ? v : same.get(random.nextInt(same.size()));
    }

    /** Something broadcast to this shape: a constant, or sums of another value. */
    private Value narrow(Value v) {
        List<Integer> axes = axes(v);
        Shape s = v.shape();
        for (int axis : axes) {
            s = s.with(axis, 1);
        }
        Value small = random.nextBoolean()
                ? emit.constant("c" + values.size(), small(s, random))
                : emit.emit(new Clip(-2, 2), emit.reduceSum(alike(v), axes));
        return emit.broadcast(small, v.shape());
    }

    private Value transposed(Value v) {
        List<Integer> perm =
                new ArrayList<>(IntStream.range(0, v.shape().rank()).boxed().toList());
        java.util.Collections.swap(perm, random.nextInt(perm.size()), random.nextInt(perm.size()));
        return emit.transpose(v, perm);
    }

    private Value reshaped(Value v) {
        Shape s = v.shape();
        return switch (random.nextInt(3)) {
            case 0 -> emit.reshape(v, Shape.of(s.dim(0), s.count(1, s.rank())));
            case 1 -> emit.reshape(v, Shape.of(s.dim(0), 1, s.count(1, s.rank()), 1));
            default -> emit.reshape(v, Shape.of(s.dim(0), s.dim(1), s.count(2, s.rank())));
        };
    }

    private Value joined(Value v) {
        int axis = random.nextInt(v.shape().rank());
        Value other = alike(v);
        Value third = random.nextBoolean() ? v : emit.emit(new Relu(), other);
        return v.shape().size() > 3000 ? v : emit.emit(new Concat(axis), v, other, third);
    }

    private Value slice(Value v) {
        List<Integer> start = new ArrayList<>(), size = new ArrayList<>(), step = new ArrayList<>();
        for (int d : v.shape().toArray()) {
            boolean part = random.nextInt(3) == 0;
            int first = part ? random.nextInt(d) : 0, by = part ? upTo(2) : 1;
            start.add(first);
            step.add(by);
            size.add(part ? upTo((d - first + by - 1) / by) : d);
        }
        return emit.emit(new Slice(start, size, step), v);
    }

    private Value product(Value v) {
        int k = v.shape().dim(-1);
        Value b = emit.constant("m" + values.size(), small(Shape.of(k, upTo(5)), random));
        return emit.emit(new Clip(-3, 3), emit.emit(new MatMul(false, false), v, b));
    }

    private Value padded(Value v) {
        List<Integer> before = List.of(0, random.nextInt(2), random.nextInt(2), 0);
        List<Integer> after = List.of(0, 0, random.nextInt(2), random.nextInt(3));
        return emit.emit(new Pad(before, after, List.of(0, 0, 0, random.nextInt(2)), 1), v);
    }

    private Value gathered(Value v) {
        int axis = 1 + random.nextInt(3), n = v.shape().dim(axis);
        return emit.emit(new Gather(axis, List.of(random.nextInt(n), random.nextInt(n), random.nextInt(n))), v);
    }

    private Value pooled(Value v) {
        Shape s = v.shape();
        if (s.dim(2) < 2 || s.dim(3) < 2) {
            return v;
        }
        return random.nextBoolean()
                ? emit.emit(
                        new MaxPool(new Window(Pair.of(2), Pair.of(upTo(2)), Pads.of(random.nextInt(2)), Pair.ONE)), v)
                : emit.scale(
                        emit.emit(new AvgPool(new Window(Pair.of(2), Pair.of(upTo(2)), Pads.NONE, Pair.ONE)), v), 4);
    }

    private Value convolved(Value v) {
        Shape s = v.shape();
        int groups = s.dim(1) % 2 == 0 && random.nextBoolean() ? 2 : random.nextInt(4) == 0 ? s.dim(1) : 1;
        int out = groups * upTo(3), kernel = random.nextBoolean() && s.dim(2) > 2 && s.dim(3) > 2 ? 3 : 1;
        Pads pads = Pads.of(random.nextInt(2));
        Value w = emit.constant("w" + values.size(), small(Shape.of(out, s.dim(1) / groups, kernel, kernel), random));
        Value y = emit.emit(new Conv2d(Pair.of(upTo(2)), pads, Pair.ONE, groups), v, w);
        return emit.emit(new Clip(-4, 4), random.nextBoolean() ? emit.add(y, narrow(y)) : y);
    }
}
