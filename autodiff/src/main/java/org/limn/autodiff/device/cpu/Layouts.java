package org.limn.autodiff.device.cpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.limn.autodiff.op.AvgPool;
import org.limn.autodiff.op.AvgPoolTranspose;
import org.limn.autodiff.op.Constant;
import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.op.Conv2dTranspose;
import org.limn.autodiff.op.Conv2dWeightGrad;
import org.limn.autodiff.op.Fused;
import org.limn.autodiff.op.Input;
import org.limn.autodiff.op.MatMul;
import org.limn.autodiff.op.MaxPool;
import org.limn.autodiff.op.MaxPoolGrad;
import org.limn.autodiff.op.MaxPoolPick;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Reshape;
import org.limn.autodiff.op.Transpose;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Shape;

/**
 * Which layout each value of a program has. Convolutions want {@link Layout#CHANNELS}, matrix products {@link Layout#ROWS}; a
 * reshape keeps what it can keep without moving a number; all else works in any layout and takes the one that costs the
 * fewest conversions. The choice does not depend on the batch, because the order of a sum depends on it.
 */
final class Layouts {
    private final Map<Value, Layout> layouts = new HashMap<>();
    private final Map<Value, Layout> wanted = new HashMap<>();
    private final Set<Value> free = new LinkedHashSet<>();

    private Layouts() {}

    static Layouts of(Program program) {
        Layouts layouts = new Layouts();
        List<Instruction> lines = program.instructions();
        for (int k = lines.size() - 1; k >= 0; k--) {
            layouts.want(lines.get(k));
        }
        lines.forEach(layouts::choose);
        return layouts;
    }

    /** The layout in which a line writes its result. */
    Layout of(Value value) {
        return Objects.requireNonNull(layouts.get(value));
    }

    /** The layout in which a line reads its input i. */
    Layout operand(Instruction line, int i) {
        Value input = line.inputs().get(i);
        if (line.op() instanceof Transpose) {
            return of(input);
        } else if (line.op() instanceof Reshape) {
            return kept(of(input), input.shape(), line.result().shape(), of(line.result())) ? of(input) : Layout.ROWS;
        }
        Layout fixed = fixed(line, i);
        return fixed != null ? fixed : of(line.result());
    }

    /** What a contraction, or a fused line that starts with one, asks of input i; null for any other line. */
    private static @org.jspecify.annotations.Nullable Layout fixed(Instruction line, int i) {
        Op op = contraction(line.op());
        if (op instanceof MatMul) {
            return Layout.ROWS;
        } else if (op instanceof Conv2d || op instanceof Conv2dTranspose) {
            return i == filter(line.op()) ? Layout.ROWS : Layout.CHANNELS;
        }
        return op instanceof Conv2dWeightGrad ? Layout.CHANNELS : null;
    }

    private static int filter(Op op) {
        return op instanceof Fused f ? f.steps().get(0).args().get(1) : 1;
    }

    /** The op itself, or the first inside a fused line. */
    private static Op contraction(Op op) {
        return op instanceof Fused f ? f.steps().get(0).op() : op;
    }

    private static boolean isWindow(Op op) {
        Op first = contraction(op);
        return first instanceof MaxPool
                || first instanceof MaxPoolGrad
                || first instanceof MaxPoolPick
                || first instanceof AvgPool
                || first instanceof AvgPoolTranspose;
    }

    /** Notes, from the last line to the first, in which layout the next reader of each value would like it. */
    private void want(Instruction line) {
        Layout result = wanted.get(line.result());
        for (int i = 0; i < line.inputs().size(); i++) {
            Value input = line.inputs().get(i);
            Layout fixed = fixed(line, i);
            if (fixed != null) {
                wanted.put(input, fixed);
            } else if (line.op() instanceof Reshape) {
                wantThrough(input, line.result());
            } else if (result != null && !(line.op() instanceof Transpose)) {
                wanted.put(input, result);
            }
        }
    }

    /** A reshape passes a wish on if some layout of its input is, number for number, the wished one of its result. */
    private void wantThrough(Value input, Value result) {
        Layout wish = wanted.get(result);
        for (int p = 0; wish != null && p < Math.max(1, input.shape().rank()); p++) {
            Layout candidate = new Layout(p);
            if (kept(candidate, input.shape(), result.shape(), wish)) {
                wanted.put(input, candidate);
                return;
            }
        }
    }

    private void choose(Instruction line) {
        layouts.put(line.result(), chosen(line));
    }

    private Layout chosen(Instruction line) {
        Op first = contraction(line.op());
        Layout wish = wanted.getOrDefault(line.result(), Layout.ROWS);
        if (first instanceof Conv2d || first instanceof Conv2dTranspose) {
            return Layout.CHANNELS;
        } else if (first instanceof MatMul || first instanceof Conv2dWeightGrad) {
            return Layout.ROWS;
        } else if (line.op() instanceof Reshape) {
            return reshaped(line, wish);
        } else if (line.op() instanceof Constant) {
            free.add(line.result());
            return wish;
        }
        return line.op() instanceof Input || line.op() instanceof Transpose ? wish : cheapest(line, wish);
    }

    private Layout reshaped(Instruction line, Layout wish) {
        Value input = line.inputs().get(0);
        Layout from = of(input);
        if (kept(from, input.shape(), line.result().shape(), wish)) {
            return wish;
        }
        for (int p = 0; p < Math.max(1, line.result().shape().rank()); p++) {
            if (kept(from, input.shape(), line.result().shape(), new Layout(p))) {
                return new Layout(p);
            }
        }
        return Layout.ROWS;
    }

    /** Whether a reshape leaves every number where it is, for any batch. */
    private static boolean kept(Layout from, Shape x, Layout to, Shape y) {
        if (from.batchAt() == 0 || to.batchAt() == 0) {
            return from.batchAt() == to.batchAt();
        }
        return x.dim(0) == y.dim(0) && x.count(1, from.batchAt() + 1) == y.count(1, to.batchAt() + 1);
    }

    private static boolean kept(Layout from, Shape x, Shape y, Layout to) {
        return from.batchAt() < Math.max(1, x.rank()) && to.batchAt() < Math.max(1, y.rank()) && kept(from, x, to, y);
    }

    private Layout cheapest(Instruction line, Layout wish) {
        Set<Layout> candidates = new LinkedHashSet<>();
        line.inputs().stream().filter(v -> !free.contains(v)).forEach(v -> candidates.add(of(v)));
        candidates.add(wish);
        candidates.add(Layout.ROWS);
        candidates.removeIf(layout -> !works(line, layout));
        Layout best = Layout.ROWS;
        double least = Double.POSITIVE_INFINITY;
        for (Layout layout : candidates) {
            double cost = cost(line, layout, wish);
            if (cost < least) {
                least = cost;
                best = layout;
            }
        }
        return best;
    }

    private static boolean works(Instruction line, Layout layout) {
        return layout.batchAt() < Math.max(1, line.result().shape().rank())
                && (layout.batchAt() < 2 || !isWindow(line.op()));
    }

    /** Numbers to be moved, per image of the batch, if the line works in this layout and its reader wants that one. */
    private double cost(Instruction line, Layout layout, Layout wish) {
        List<Value> moved = new ArrayList<>(line.inputs());
        moved.removeIf(v -> free.contains(v) || of(v).sameForAnyBatch(layout, v.shape()));
        double cost = moved.stream().mapToDouble(v -> perImage(v.shape())).sum();
        return wanted.containsKey(line.result())
                        && !layout.sameForAnyBatch(wish, line.result().shape())
                ? cost + perImage(line.result().shape())
                : cost;
    }

    private static double perImage(Shape shape) {
        return shape.rank() == 0 ? 1 : (double) shape.size() / Math.max(1, shape.dim(0));
    }
}
