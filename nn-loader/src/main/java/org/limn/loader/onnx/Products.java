package org.limn.loader.onnx;

import static org.limn.loader.onnx.Operator.line;
import static org.limn.loader.onnx.Operator.one;

import java.util.Arrays;
import java.util.List;
import org.limn.autodiff.op.MatMul;
import org.limn.autodiff.op.Reshape;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.tensor.Shape;

/** Matrix products. */
final class Products {
    static final List<Operator> TABLE = List.of(
            one("MatMul", 1, 2, 2, "", n -> matMul(n.emit(), n.in(0), n.in(1))),
            line("Gemm", 1, 3, 3, "alpha beta broadcast transA transB", Products::gemm),
            line("Gemm", 7, 2, 3, "alpha beta transA transB", Products::gemm),
            line(
                    "Einsum",
                    12,
                    1,
                    Operator.ANY,
                    "equation",
                    n -> Einsum.of(n.attributes().text("equation", ""), n)));

    private Products() {}

    /** Numpy's rule: a vector is a row on the left and a column on the right, leading axes broadcast. */
    static GraphValue matMul(Lines lines, GraphValue a, GraphValue b) {
        boolean row = a.shape().rank() == 1, column = b.shape().rank() == 1;
        Node.require(a.shape().rank() > 0 && b.shape().rank() > 0, "a product of scalars is not one of matrices");
        GraphValue left = row ? reshaped(lines, a, Shape.of(1, a.shape().dim(0))) : a;
        GraphValue right = column ? reshaped(lines, b, Shape.of(b.shape().dim(0), 1)) : b;
        GraphValue y = Arithmetic.wrapped(product(lines, left, right));
        Shape s = y.shape();
        int[] dims = s.toArray();
        int end = column ? s.rank() - 1 : s.rank();
        int[] kept = Arrays.copyOf(dims, end);
        if (row) {
            int at = s.rank() - 2;
            kept = new int[end - 1];
            System.arraycopy(dims, 0, kept, 0, at);
            System.arraycopy(dims, at + 1, kept, at, end - at - 1);
        }
        return row || column ? reshaped(lines, y, Shape.of(kept)) : y;
    }

    /** Of a […,m,k] and b […,k,n]: a 2-D b is shared as it is, anything else is stretched to the same leading axes. */
    private static GraphValue product(Lines lines, GraphValue a, GraphValue b) {
        Shape as = a.shape(), bs = b.shape();
        if (bs.rank() == 2) {
            return lines.apply(new MatMul(false, false), a.type(), a, b);
        }
        Shape batch = Broadcasting.common(leading(as), leading(bs));
        return lines.apply(
                new MatMul(false, false),
                a.type(),
                Broadcasting.stretch(lines, a, extended(batch, as)),
                Broadcasting.stretch(lines, b, extended(batch, bs)));
    }

    private static Shape leading(Shape s) {
        return Shape.of(Arrays.copyOf(s.toArray(), s.rank() - 2));
    }

    private static Shape extended(Shape batch, Shape matrix) {
        int[] dims = Arrays.copyOf(batch.toArray(), batch.rank() + 2);
        dims[batch.rank()] = matrix.dim(-2);
        dims[batch.rank() + 1] = matrix.dim(-1);
        return Shape.of(dims);
    }

    private static GraphValue reshaped(Lines lines, GraphValue x, Shape shape) {
        return lines.apply(new Reshape(shape), x.type(), x);
    }

    /** {@code α·a·b + β·c}. */
    private static Value gemm(Node n) {
        Lines emit = n.emit();
        boolean ta = n.attributes().flag("transA", false), tb = n.attributes().flag("transB", false);
        Node.require(
                n.shape(0).rank() == 2 && n.shape(1).rank() == 2,
                "Gemm needs two matrices, got " + n.shape(0) + " and " + n.shape(1));
        Value y = emit.scale(
                emit.emit(new MatMul(ta, tb), n.value(0), n.value(1)),
                n.attributes().real("alpha", 1));
        double beta = n.attributes().real("beta", 1);
        if (!n.has(2) || beta == 0) {
            return y;
        }
        Value c = emit.scale(n.value(2), beta);
        return emit.add(y, emit.value(Broadcasting.stretch(emit, n.like(2, c), y.shape())));
    }
}
