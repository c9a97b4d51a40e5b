package org.limn.autodiff.device.gpu.tape;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.limn.autodiff.op.Concat;
import org.limn.autodiff.op.Gather;
import org.limn.autodiff.op.Pad;
import org.limn.autodiff.op.ScatterAdd;
import org.limn.autodiff.op.Slice;
import org.limn.autodiff.op.Transpose;
import org.limn.autodiff.tensor.Shape;

/** The movement ops as {@link MovePass} and {@link PickPass}: where each element of the result comes from. */
record MovePasses(TapeWriter tape, Shape shape, int dst) {
    void transpose(Transpose op, Source x) {
        int[] from = x.shape().strides();
        strided(x, 0, op.perm().stream().mapToInt(a -> from[a]).toArray());
    }

    void broadcast(Source x) {
        int[] from = x.shape().strides();
        for (int a = 0; a < from.length; a++) {
            from[a] = x.shape().dim(a) == 1 ? 0 : from[a];
        }
        strided(x, 0, from);
    }

    void slice(Slice op, Source x) {
        int[] from = x.shape().strides();
        int first = 0;
        for (int a = 0; a < from.length; a++) {
            first += op.start().get(a) * from[a];
            from[a] *= op.step().get(a);
        }
        strided(x, first, from);
    }

    void copy(Source x) {
        strided(x, 0, shape.strides());
    }

    /** Element i of the result comes from {@code first} plus its indices times these strides. */
    void strided(Source x, int first, int[] strides) {
        int[] axes = plain(shape.toArray(), strides);
        move(x, first, axes, 0);
    }

    /** Rows of a {@link MovePass} for axes that are neither shifted nor spread; neighbours that are one run are joined. */
    private static int[] plain(int[] extents, int[] strides) {
        List<int[]> joined = new ArrayList<>();
        for (int a = 0; a < extents.length; a++) {
            int last = joined.size() - 1;
            if (extents[a] == 1) {
                continue;
            }
            if (last >= 0 && joined.get(last)[1] == strides[a] * extents[a]) {
                int extent = joined.get(last)[0] * extents[a];
                joined.set(last, new int[] {extent, strides[a], 0, 1, extent});
            } else {
                joined.add(new int[] {extents[a], strides[a], 0, 1, extents[a]});
            }
        }
        return joined.stream().flatMapToInt(IntStream::of).toArray();
    }

    void pad(Pad op, Source x) {
        int[] from = x.shape().strides();
        int[] axes = IntStream.range(0, from.length)
                .flatMap(a -> IntStream.of(
                        shape.dim(a),
                        from[a],
                        -op.before().get(a),
                        op.between().get(a) + 1,
                        x.shape().dim(a)))
                .toArray();
        move(x, 0, axes, op.value());
    }

    private void move(Source x, int first, int[] axes, double fill) {
        int n = shape.size(), rank = axes.length / MovePass.AXIS, where = tape.table(axes);
        tape.pass(new MovePass(dst, n, n, n, tape.place(x), first, rank, where, tape.numbers(List.of(fill))));
    }

    /** Each input is one run per entry of the outer axes. */
    void concat(Concat op, List<Source> inputs) {
        int row = shape.count(op.axis(), shape.rank()), at = 0;
        for (Source x : inputs) {
            int n = x.shape().size(), part = x.shape().count(op.axis(), shape.rank());
            if (n > 0) {
                int run = tape.table(n, 1, 0, 1, n), zero = tape.numbers(List.of(0.0));
                tape.pass(new MovePass(dst + at, n, part, row, tape.place(x), 0, 1, run, zero));
            }
            at += part;
        }
    }

    void gather(Gather op, Source x) {
        List<List<Integer>> lists = op.indices().stream().map(List::of).toList();
        pick(op.axis(), lists, x);
    }

    void scatterAdd(ScatterAdd op, Source x) {
        List<List<Integer>> lists = new ArrayList<>();
        IntStream.range(0, op.size()).forEach(m -> lists.add(new ArrayList<>()));
        for (int k = 0; k < op.indices().size(); k++) {
            lists.get(op.indices().get(k)).add(k);
        }
        pick(op.axis(), lists, x);
    }

    private void pick(int axis, List<List<Integer>> lists, Source x) {
        int size = lists.size(), entries = lists.stream().mapToInt(List::size).sum();
        int[] table = new int[size + 1 + entries];
        for (int m = 0, at = 0; m < size; m++) {
            for (int k : lists.get(m)) {
                table[size + 1 + at++] = k;
            }
            table[m + 1] = at;
        }
        tape.pass(new PickPass(
                dst,
                shape.size(),
                tape.place(x),
                size,
                x.shape().dim(axis),
                shape.count(axis + 1, shape.rank()),
                tape.table(table)));
    }
}
