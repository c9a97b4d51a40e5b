package org.limn.loader.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.limn.autodiff.tensor.Shape;

/**
 * Several images through a graph that was written for one. Shapes that the file holds as constants say 1 where the batch is; so
 * the graph is imported once for one image, and this keeps every shape that its constants asked for. In the second import, for N
 * images, an input differs from the first one's along the batch axis, and the axis of the result with the same number of elements
 * before it is the batch there.
 */
final class FrozenBatch {
    private record Seen(Shape in, Shape out) {}

    private final List<Seen> forOne;
    private final boolean recording;
    private int next;

    private FrozenBatch(List<Seen> forOne, boolean recording) {
        this.forOne = forOne;
        this.recording = recording;
    }

    /** For the first import, and for graphs that need no second one. */
    static FrozenBatch first() {
        return new FrozenBatch(new ArrayList<>(), true);
    }

    /** For the second import of the same graph. */
    FrozenBatch second() {
        return new FrozenBatch(forOne, false);
    }

    /** Whether this is the import for more images than the file was written for. */
    boolean isSecond() {
        return !recording;
    }

    /**
     * The shape that a node with constant shapes gives.
     *
     * @param asWritten what the file's constants say
     */
    Shape shape(Shape in, Supplier<Shape> asWritten) {
        if (recording) {
            Shape out = asWritten.get();
            forOne.add(new Seen(in, out));
            return out;
        }
        Seen seen = forOne.get(next++);
        for (int k = 0; k < in.rank(); k++) {
            if (in.dim(k) != seen.in.dim(k)) {
                return scaled(seen.out, seen.in.count(0, k), in.dim(k) / seen.in.dim(k));
            }
        }
        return seen.out;
    }

    private static Shape scaled(Shape out, int before, int times) {
        for (int j = 0; j < out.rank(); j++) {
            if (out.count(0, j) == before) {
                return out.with(j, Math.multiplyExact(out.dim(j), times));
            }
        }
        throw OnnxException.unsupported("its shape " + out
                + " is written for one image, and it is not clear where more would go; load it with batch 1");
    }
}
