package org.limn.autodiff.device.cpu.array;

import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.op.AvgPool;
import org.limn.autodiff.op.AvgPoolTranspose;
import org.limn.autodiff.op.Broadcast;
import org.limn.autodiff.op.Concat;
import org.limn.autodiff.op.Gather;
import org.limn.autodiff.op.MaxPool;
import org.limn.autodiff.op.MaxPoolGrad;
import org.limn.autodiff.op.MaxPoolPick;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Pad;
import org.limn.autodiff.op.ReduceSum;
import org.limn.autodiff.op.ScatterAdd;
import org.limn.autodiff.op.Slice;
import org.limn.autodiff.op.Softmax;
import org.limn.autodiff.tensor.Shape;

/** The table of kernels for lines that are not contractions. */
public final class ArrayKernels {
    private final ArrayLoops loops;

    /**
     * The kernels of one set.
     *
     * @param vector whether they may use the Vector API, whose module must then be there
     */
    public ArrayKernels(boolean vector) {
        loops = vector ? new VectorArrayLoops() : new ScalarArrayLoops();
    }

    /** The kernel of a line, or nothing if no kernel here computes it. */
    public Optional<Kernel> of(Physical line) {
        Optional<Kernel> elementwise = Elementwise.of(line, loops);
        return elementwise.isPresent() ? elementwise : Optional.ofNullable(other(line));
    }

    private @Nullable Kernel other(Physical line) {
        Op op = line.op();
        Shape x = line.inputs().isEmpty() ? line.output() : line.input(), y = line.output();
        if (op instanceof Broadcast b) {
            return Moves.broadcast(b, x);
        } else if (op instanceof Slice s) {
            return Moves.slice(s, x, y);
        } else if (op instanceof Pad p) {
            return Moves.pad(p, x, y);
        } else if (op instanceof Gather g) {
            return Moves.gather(g, x, y);
        } else if (op instanceof Concat c) {
            return Moves.concat(
                    c,
                    line.inputs(),
                    y,
                    IntStream.range(0, line.inputs().size()).boxed().toList());
        } else if (op instanceof ScatterAdd s) {
            return new ScatterRows(s, x);
        } else if (op instanceof ReduceSum r) {
            return new Sums(r, x, y, line.batch(), loops);
        } else if (op instanceof Softmax s) {
            return new SoftmaxRows(s, x, line.batch(), loops);
        }
        return pool(line, op, x, y);
    }

    private @Nullable Kernel pool(Physical line, Op op, Shape x, Shape y) {
        if (op instanceof MaxPool p) {
            return PoolRows.max(p, x, y, loops);
        } else if (op instanceof MaxPoolGrad p) {
            Shape g = line.inputs().get(1);
            return Max3x3Grad.suits(p.window(), loops)
                    ? new Max3x3Grad(p.window(), x, g, loops)
                    : new MaxPoolRoutes(false, p.window(), x, g, loops);
        } else if (op instanceof MaxPoolPick p) {
            return new MaxPoolRoutes(true, p.window(), x, y, loops);
        } else if (op instanceof AvgPool p) {
            return whole(p, x, y) ? new PlaneMeans(false, x, loops) : PoolRows.mean(p, x, y, loops);
        } else if (op instanceof AvgPoolTranspose p) {
            return whole(new AvgPool(p.window()), y, x)
                    ? new PlaneMeans(true, y, loops)
                    : new MeanPoolTranspose(p, x, y, loops);
        }
        return null;
    }

    private static boolean whole(AvgPool p, Shape x, Shape y) {
        return WindowTaps.rows(p.window(), x, y).whole()
                && WindowTaps.columns(p.window(), x, y).whole();
    }
}
