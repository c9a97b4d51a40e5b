package org.limn.loader.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.limn.autodiff.tensor.Shape;

/**
 * A batch of any size through a graph that was written for one size, mostly for one image. Shapes that the file holds as
 * constants say 1 where the batch is; so the graph is imported once as it is written, and this keeps every shape that its constants
 * asked for. In the second import, for N images, an input differs from the first one's along the batch axis, and the axis of the result with the same number of elements
 * before it is the batch there.
 */
final class FrozenBatch {
    private record Seen(Shape in, Shape out) {}

    private final List<Seen> asWritten;
    private final boolean recording;
    private int next;

    private FrozenBatch(List<Seen> asWritten, boolean recording) {
        this.asWritten = asWritten;
        this.recording = recording;
    }

    /** For the first import, and for graphs that need no second one. */
    static FrozenBatch first() {
        return new FrozenBatch(new ArrayList<>(), true);
    }

    /** For the second import of the same graph. */
    FrozenBatch second() {
        return new FrozenBatch(asWritten, false);
    }

    /** Whether this is the import for more images than the file was written for. */
    boolean isSecond() {
        return !recording;
    }

    /**
     * The shape that a node with constant shapes gives.
     *
     * @param inFile what the file's constants say
     */
    Shape shape(Shape in, Supplier<Shape> inFile) {
        if (recording) {
            Shape out = inFile.get();
            asWritten.add(new Seen(in, out));
            return out;
        }
        Seen seen = asWritten.get(next++);
        for (int k = 0; k < in.rank(); k++) {
            if (in.dim(k) != seen.in.dim(k)) {
                return scaled(seen.out, seen.in.count(0, k), in.dim(k), seen.in.dim(k));
            }
        }
        return seen.out;
    }

    /** The shape with {@code now} images where it was {@code was}, at the axis with that many elements before it. */
    private static Shape scaled(Shape out, int before, long now, long was) {
        for (int j = 0; j < out.rank(); j++) {
            if (out.count(0, j) == before && out.dim(j) * now % was == 0) {
                return out.with(j, Math.toIntExact(out.dim(j) * now / was));
            }
        }
        throw OnnxException.unsupported(
                "its shape " + out + " is written for one batch size, and it is not clear where another would go");
    }
}
