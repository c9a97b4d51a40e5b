package org.limn.loader.onnx;

import static org.limn.loader.onnx.Operator.one;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.limn.autodiff.op.MatMul;
import org.limn.autodiff.op.Reshape;
import org.limn.autodiff.op.Select;
import org.limn.autodiff.op.Transpose;
import org.limn.autodiff.tensor.Shape;

/** Triangular parts of matrices, and sums along an axis, which are products with a triangle of ones. */
final class Triangles {
    static final List<Operator> TABLE = List.of(
            one("Trilu", 14, 1, 2, "upper", Triangles::part),
            one("CumSum", 11, 2, 2, "exclusive reverse", Triangles::cumulativeSum));

    private Triangles() {}

    private static double[] table(int rows, int columns, IntPredicate keepsDiagonal) {
        double[] all = new double[rows * columns];
        for (int i = 0; i < all.length; i++) {
            all[i] = keepsDiagonal.test(i % columns - i / columns) ? 1 : 0;
        }
        return all;
    }

    /** What lies on and above diagonal k (or on and below it); zeros elsewhere, whatever stood there. */
    private static GraphValue part(Node n) {
        Shape s = n.shape(0);
        Node.require(s.rank() >= 2, "Trilu needs matrices, got " + s);
        double k = n.scalar(1, 0);
        boolean upper = n.attributes().flag("upper", true);
        Lines lines = n.emit();
        Lines.checkSize(Shape.of(s.dim(-2), s.dim(-1)));
        GraphValue mask = lines.table(
                n.in(0), Shape.of(s.dim(-2), s.dim(-1)), table(s.dim(-2), s.dim(-1), d -> upper ? d >= k : d <= k));
        GraphValue zero = lines.table(n.in(0), Shape.SCALAR, 0);
        return lines.apply(
                new Select(),
                n.type(0),
                Broadcasting.stretch(lines, mask, s),
                n.in(0),
                Broadcasting.stretch(lines, zero, s));
    }

    /** The axis is moved to the end, where entry j of the result sums the entries i up to j. */
    private static GraphValue cumulativeSum(Node n) {
        Shape s = n.shape(0);
        int axis = Node.axis((long) n.scalar(1, 0), s.rank());
        boolean exclusive = n.attributes().flag("exclusive", false),
                reverse = n.attributes().flag("reverse", false);
        int size = s.dim(axis), first = exclusive ? 1 : 0;
        Lines.checkSize(Shape.of(size, size));
        // row i, column j: j − i is how far the result's entry lies behind the summand
        double[] ones = table(size, size, d -> (reverse ? -d : d) >= first);
        List<Integer> swap =
                new ArrayList<>(IntStream.range(0, s.rank()).boxed().toList());
        Collections.swap(swap, axis, s.rank() - 1);
        GraphValue moved = n.apply(new Transpose(swap), n.in(0));
        GraphValue rows = n.apply(new Reshape(Shape.of(s.size() / Math.max(1, size), size)), moved);
        GraphValue sums = n.emit()
                .apply(new MatMul(false, false), n.type(0), rows, n.emit().table(n.in(0), Shape.of(size, size), ones));
        return n.apply(new Transpose(swap), n.apply(new Reshape(moved.shape()), Arithmetic.wrapped(sums)));
    }
}
