package org.limn.autodiff.device.cpu;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.limn.autodiff.op.Concat;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Reshape;
import org.limn.autodiff.op.Slice;
import org.limn.autodiff.op.Transpose;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.tensor.Shape;

/**
 * Finds the lines that need move nothing. Reshapes, and those slices and transposes that leave their numbers side by side and in
 * order, are their input. Parts of a joined array are written where they belong in it: the last array first, so that where each
 * joins all that came before, as in DenseNet, all of them are beginnings of one.
 */
final class Views {
    private final Storage storage = new Storage();
    private final Set<Value> fixed;

    private Views(Set<Value> fixed) {
        this.fixed = new HashSet<>(fixed);
    }

    /**
     * Lays out what can be laid out.
     *
     * @param fixed constants and inputs, which stay where they are
     */
    static Storage of(List<Move> moves, Set<Value> fixed) {
        Views views = new Views(fixed);
        moves.stream().filter(m -> !m.converts()).forEach(views::view);
        for (int k = moves.size() - 1; k >= 0; k--) {
            if (moves.get(k).line().op() instanceof Concat && !moves.get(k).converts()) {
                views.join(moves.get(k));
            }
        }
        return views.storage;
    }

    private void view(Move move) {
        if (isView(move)) {
            Stored x = move.inputs().get(0);
            storage.lay(move.output(), x, move.line().op() instanceof Slice s ? start(x, s) : 0);
        }
    }

    /**
     * Whether a line only looks at its input. That both lie in one room does not say so: an array may be joined with what was
     * computed from it.
     */
    static boolean isView(Move move) {
        Op op = move.line().op();
        Stored y = move.output();
        if (op instanceof Transpose t) {
            return sameOrder(y.value().shape(), transposed(move.inputs().get(0), t), y.strides());
        } else if (op instanceof Slice s) {
            return sameOrder(y.value().shape(), stepped(move.inputs().get(0), s), y.strides());
        }
        return op instanceof Reshape;
    }

    /** The strides of x under the indices of its transpose. */
    static int[] transposed(Stored x, Transpose op) {
        int[] strides = x.strides();
        return op.perm().stream().mapToInt(p -> strides[p]).toArray();
    }

    private static int[] stepped(Stored x, Slice op) {
        int[] strides = x.strides();
        return IntStream.range(0, strides.length)
                .map(a -> strides[a] * op.step().get(a))
                .toArray();
    }

    private static int start(Stored x, Slice op) {
        int[] strides = x.strides();
        return IntStream.range(0, strides.length)
                .map(a -> strides[a] * op.start().get(a))
                .sum();
    }

    /** Whether two sets of strides mean the same places. */
    private static boolean sameOrder(Shape shape, int[] a, int[] b) {
        return IntStream.range(0, shape.rank()).allMatch(i -> shape.dim(i) == 1 || a[i] == b[i]);
    }

    private void join(Move move) {
        Stored y = move.output();
        Concat op = (Concat) move.line().op();
        if (lieInOrder(move, op)) {
            Stored first = move.inputs().get(0);
            storage.lay(y, storage.root(first), storage.offset(first));
            return;
        }
        for (int i = 0; i < move.inputs().size(); i++) {
            Stored x = move.inputs().get(i);
            if (sameOrder(x.value().shape(), x.strides(), y.strides())) {
                place(x, y, start(move, op, i));
            }
        }
    }

    /** Whether all parts are neighbours in a larger array already. */
    private boolean lieInOrder(Move move, Concat op) {
        Stored y = move.output(), first = move.inputs().get(0);
        return IntStream.range(0, move.inputs().size()).allMatch(i -> {
            Stored x = move.inputs().get(i);
            return sameOrder(x.value().shape(), x.strides(), y.strides())
                    && storage.root(x).equals(storage.root(first))
                    && storage.offset(x) == storage.offset(first) + start(move, op, i);
        });
    }

    private void place(Stored x, Stored y, int at) {
        Stored root = storage.root(x);
        boolean free = !fixed.contains(root.value()) && !root.equals(storage.root(y)) && storage.fills(x);
        if (free) {
            storage.lay(x, y, at);
        }
    }

    /** Where part i of a joined array starts in it. */
    static int start(Move move, Concat op, int i) {
        int stride = move.output().strides()[op.axis()];
        return stride
                * move.inputs().subList(0, i).stream()
                        .mapToInt(x -> x.value().shape().dim(op.axis()))
                        .sum();
    }
}
