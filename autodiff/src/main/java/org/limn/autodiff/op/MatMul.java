package org.limn.autodiff.op;

import java.util.ArrayList;
import java.util.List;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/**
 * Matrix products {@code y[…,m,n] = Σ_k a[…,m,k]·b[…,k,n]}. The leading axes of a and b are equal, or b is a single matrix that
 * all products share.
 *
 * @param ta whether a holds its matrices transposed, [k,m]
 * @param tb whether b does, [n,k]
 */
public record MatMul(
        @Default("false") boolean ta, @Default("false") boolean tb) implements Op {
    @Override
    public Shape infer(List<Shape> inputs) {
        Shapes.arity(this, 2, inputs);
        Shape a = inputs.get(0), b = inputs.get(1);
        boolean ranks = a.rank() >= 2 && (b.rank() == 2 || b.rank() == a.rank());
        Shapes.require(ranks, this, "a [.,m,k] and b [k,n] or [.,k,n]", inputs);
        boolean batches = b.rank() == 2
                || a.with(a.rank() - 2, 0)
                        .with(a.rank() - 1, 0)
                        .equals(b.with(b.rank() - 2, 0).with(b.rank() - 1, 0));
        Shapes.require(
                batches && a.dim(ta ? -2 : -1) == b.dim(tb ? -1 : -2),
                this,
                "a [.,m,k] and b [.,k,n], as " + this + " holds them",
                inputs);
        return a.with(a.rank() - 2, a.dim(ta ? -1 : -2)).with(a.rank() - 1, b.dim(tb ? -2 : -1));
    }

    @Override
    public Tensor64 evaluate(List<Tensor64> inputs) {
        Tensor64 a = inputs.get(0), b = inputs.get(1);
        Shape shape = infer(List.of(a.shape(), b.shape()));
        int m = shape.dim(-2), n = shape.dim(-1), k = a.shape().dim(ta ? -2 : -1);
        double[] y = new double[shape.size()];
        for (int i = 0; i < shape.count(0, shape.rank() - 2); i++) {
            product(a.data(), i * m * k, b.data(), b.shape().rank() == 2 ? 0 : i * k * n, y, i * m * n, m, n, k);
        }
        return Tensor64.of(shape, y);
    }

    private void product(double[] a, int a0, double[] b, int b0, double[] y, int y0, int m, int n, int k) {
        for (int i = 0; i < m; i++) {
            for (int l = 0; l < k; l++) {
                double left = a[a0 + (ta ? l * m + i : i * k + l)];
                for (int j = 0; j < n; j++) {
                    y[y0 + i * n + j] += left * b[b0 + (tb ? j * k + l : l * n + j)];
                }
            }
        }
    }

    /** For a: {@code g·bᵀ}; for b: {@code aᵀ·g}, summed over the products where they share b. */
    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        Value a = inputs.get(0), b = inputs.get(1);
        if (i == 0) {
            return forA(emit, a, b, g);
        }
        if (b.shape().rank() < a.shape().rank()) {
            return forSharedB(emit, a, g);
        }
        return tb ? emit.emit(new MatMul(true, ta), g, a) : emit.emit(new MatMul(!ta, false), a, g);
    }

    private Value forA(Emitter emit, Value a, Value b, Value g) {
        if (!ta) {
            return emit.emit(new MatMul(false, !tb), g, b);
        }
        if (b.shape().rank() == a.shape().rank()) {
            return emit.emit(new MatMul(tb, true), b, g);
        }
        return emit.transpose(
                emit.emit(new MatMul(false, !tb), g, b), swapLast(a.shape().rank()));
    }

    private Value forSharedB(Emitter emit, Value a, Value g) {
        Value rows = ta ? emit.transpose(a, swapLast(a.shape().rank())) : a;
        Value flatA = flat(emit, rows), flatG = flat(emit, g);
        return tb ? emit.emit(new MatMul(true, false), flatG, flatA) : emit.emit(new MatMul(true, false), flatA, flatG);
    }

    private static Value flat(Emitter emit, Value v) {
        Shape s = v.shape();
        return emit.reshape(v, Shape.of(s.count(0, s.rank() - 1), s.dim(-1)));
    }

    private static List<Integer> swapLast(int rank) {
        List<Integer> perm = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            perm.add(i < rank - 2 ? i : 2 * rank - 3 - i);
        }
        return perm;
    }
}
