package org.limn.loader.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.tensor.Shape;

/**
 * A batch of any size through a graph that was written for one size, mostly for one image. Shapes that the file holds as
 * constants say 1 where the batch is; some files do so though they declare their batch free, as tracing turns
 * {@code int(x.shape[0])} into a number. So the graph is imported once as it is written, and this keeps every shape that was asked
 * for. In the second import, for N images, the batch is followed through the reshapes: it is a factor of one axis, and the
 * elements before it, in row-major order, are as many before as after a reshape. A shape that has it elsewhere is put right.
 */
final class FrozenBatch {
    private record Seen(Shape in, Shape out) {}

    private final List<Seen> asWritten;
    private final int written;
    private final int images;
    private final boolean free;
    /** Of the results of reshapes: the elements before the batch within the axis that holds it. */
    private final Map<Value, Integer> outer = new HashMap<>();

    private int next;

    private FrozenBatch(List<Seen> asWritten, int written, int images, boolean free) {
        this.asWritten = asWritten;
        this.written = written;
        this.images = images;
        this.free = free;
    }

    /** For the first import, for as many images as the file is written for, or one where it leaves them open. */
    static FrozenBatch first(OptionalInt inFile) {
        int one = inFile.orElse(1);
        return new FrozenBatch(new ArrayList<>(), one, one, inFile.isEmpty());
    }

    /** For graphs that need no second import. */
    static FrozenBatch first() {
        return first(OptionalInt.empty());
    }

    /** For the second import of the same graph, for another number of images. */
    FrozenBatch second(int others) {
        return new FrozenBatch(asWritten, written, others, free);
    }

    /** Whether this is the import for another number of images than the first. */
    boolean isSecond() {
        return images != written;
    }

    /**
     * What a node makes of its input.
     *
     * @param inFile the shape that the file says
     * @param make the result of a shape
     */
    GraphValue shaped(Lines lines, GraphValue x, Supplier<Shape> inFile, Function<Shape, GraphValue> make) {
        if (!isSecond()) {
            Shape out = inFile.get();
            asWritten.add(new Seen(x.shape(), out));
            return make.apply(out);
        }
        @Nullable Seen seen = next < asWritten.size() ? asWritten.get(next++) : null;
        if (seen == null || seen.in.rank() != x.shape().rank()) {
            return make.apply(inFile.get()); // the graph takes another way for this number of images
        }
        OptionalInt axis = scaled(seen.in, x.shape());
        if (axis.isEmpty()) {
            return make.apply(free ? inFile.get() : seen.out);
        }
        int before = seen.in.count(0, axis.getAsInt()) * outer(lines, x);
        Optional<Shape> own = free ? ifItFits(inFile).filter(s -> holds(s, seen.out, before)) : Optional.empty();
        int at = own.map(s -> scaled(seen.out, s).orElseThrow()).orElseGet(() -> place(seen.out, before));
        GraphValue made = make.apply(own.orElseGet(() -> seen.out.with(at, extent(seen.out, at))));
        if (made instanceof GraphValue.Computed computed) {
            outer.put(computed.value(), before / seen.out.count(0, at));
        }
        return made;
    }

    private static Optional<Shape> ifItFits(Supplier<Shape> inFile) {
        try {
            return Optional.of(inFile.get());
        } catch (OnnxException e) {
            return Optional.empty(); // it holds too few elements for these images: it is put right
        }
    }

    /** The first axis that differs, if there is one. */
    private static OptionalInt scaled(Shape was, Shape now) {
        for (int k = 0; k < was.rank(); k++) {
            if (was.dim(k) != now.dim(k)) {
                return OptionalInt.of(k);
            }
        }
        return OptionalInt.empty();
    }

    /** Whether a shape is the written one with more in one axis, and the batch can lie in that axis. */
    private boolean holds(Shape own, Shape out, int before) {
        if (own.rank() != out.rank()) {
            return false;
        }
        OptionalInt axis = scaled(out, own);
        return axis.isPresent()
                && own.equals(out.with(axis.getAsInt(), extent(out, axis.getAsInt())))
                && canHold(out, axis.getAsInt(), before);
    }

    private int extent(Shape out, int axis) {
        return Shape.extent((long) out.dim(axis) * images / written);
    }

    /** Whether the batch, with that many elements before it, can be a factor of an axis. */
    private boolean canHold(Shape out, int axis, int before) {
        int first = out.count(0, axis);
        return first > 0 && before % first == 0 && out.dim(axis) % ((long) before / first * written) == 0;
    }

    /**
     * The axis that holds the batch. Where one axis ends and the next begins it may be in either: one that holds nothing else goes
     * first, then the one that begins there, but not the last, which holds features.
     */
    private int place(Shape out, int before) {
        int found = -1, best = 0;
        for (int j = 0; j < out.rank(); j++) {
            boolean begins = out.count(0, j) == before;
            int rank = !canHold(out, j, before)
                    ? 0
                    : begins && out.dim(j) == written ? 4 : !begins ? 2 : j < out.rank() - 1 ? 3 : 1;
            if (rank > best) {
                best = rank;
                found = j;
            }
        }
        if (found < 0) {
            throw OnnxException.unsupported(
                    "its shape " + out + " is written for one batch size, and it is not clear where another would go");
        }
        return found;
    }

    /** The elements before the batch within its axis, as the last reshape on the way here left it. */
    private int outer(Lines lines, GraphValue x) {
        Deque<Value> open = new ArrayDeque<>();
        Set<Value> seen = new HashSet<>();
        if (x instanceof GraphValue.Computed computed) {
            open.add(computed.value());
        }
        while (!open.isEmpty()) {
            Value value = open.remove();
            if (outer.containsKey(value)) {
                return Node.nonNull(outer.get(value));
            }
            Lines.@Nullable Line line = lines.line(value);
            if (line != null) {
                line.inputs().stream()
                        .filter(v -> !lines.isConstant(v) && seen.add(v))
                        .forEach(open::add);
            }
        }
        return 1;
    }
}
