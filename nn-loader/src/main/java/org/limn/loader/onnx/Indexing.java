package org.limn.loader.onnx;

import static org.limn.loader.onnx.Operator.one;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.limn.autodiff.op.Gather;
import org.limn.autodiff.op.Reshape;
import org.limn.autodiff.op.Slice;
import org.limn.autodiff.tensor.Shape;

/** Elements picked by indices, which must be known at import. */
final class Indexing {
    static final List<Operator> TABLE = List.of(
            one("Gather", 1, 2, 2, "axis", Indexing::gather),
            one("GatherElements", 11, 2, 2, "axis", Indexing::gatherElements),
            one("GatherND", 11, 2, 2, "batch_dims", Indexing::gatherND));

    private Indexing() {}

    /** Entries along an axis, the axes of the indices in its place; one index is a slice. */
    private static GraphValue gather(Node n) {
        Shape s = n.shape(0);
        int axis = n.axisAttribute(0, s.rank());
        int extent = s.dim(axis);
        List<Integer> indices =
                Arrays.stream(n.longs(1)).mapToObj(i -> index(i, extent)).toList();
        List<Integer> dims = new ArrayList<>(s.toList());
        dims.remove(axis);
        dims.addAll(axis, n.shape(1).toList());
        GraphValue picked = indices.size() == 1
                ? n.apply(Slice.along(axis, indices.get(0), 1, s), n.in(0))
                : n.apply(new Gather(axis, indices), n.in(0));
        return Reshaping.to(n, picked, Shape.of(dims));
    }

    static int index(long i, int extent) {
        Node.require(i >= -extent && i < extent, "index " + i + " is not one of " + extent + " entries");
        return (int) (i < 0 ? i + extent : i);
    }

    /** The elements of x at these flat places, as an array of this shape. */
    static GraphValue at(Node n, GraphValue x, List<Integer> places, Shape shape) {
        GraphValue flat = n.apply(new Reshape(Shape.of(x.shape().size())), x);
        return n.apply(new Reshape(shape), n.apply(new Gather(0, places), flat));
    }

    private static GraphValue gatherElements(Node n) {
        return at(n, n.in(0), elementPlaces(n, n.shape(0), n.shape(1), n.longs(1)), n.shape(1));
    }

    /** For every position of the indices: that position in x, with the index along the axis instead. */
    static List<Integer> elementPlaces(Node n, Shape x, Shape shape, long[] indices) {
        int axis = n.axisAttribute(0, x.rank());
        Node.require(shape.rank() == x.rank(), "indices " + shape + " need as many dimensions as " + x);
        int[] from = shape.strides(), to = x.strides();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < indices.length; i++) {
            int place = 0;
            for (int a = 0; a < x.rank(); a++) {
                int along = a == axis ? index(indices[i], x.dim(a)) : i / from[a] % shape.dim(a);
                Node.require(along < x.dim(a), "indices " + shape + " reach beyond " + x);
                place += along * to[a];
            }
            places.add(place);
        }
        return places;
    }

    private static GraphValue gatherND(Node n) {
        Shape x = n.shape(0), shape = n.shape(1);
        int batches = Node.toInt(n.attributes().integer("batch_dims", 0), "batch_dims");
        Node.require(
                shape.rank() > batches && x.rank() >= batches + shape.dim(-1) && batches >= 0,
                "indices " + shape + " do not fit " + x);
        int depth = shape.dim(-1), inner = x.count(batches + depth, x.rank());
        int perBatch = shape.count(batches, shape.rank() - 1);
        List<Integer> starts = tuplePlaces(x, batches, depth, perBatch, n.longs(1));
        List<Integer> places = new ArrayList<>();
        starts.forEach(start -> {
            for (int i = 0; i < inner; i++) {
                places.add(start + i);
            }
        });
        List<Integer> dims = new ArrayList<>(shape.toList().subList(0, shape.rank() - 1));
        dims.addAll(x.toList().subList(batches + depth, x.rank()));
        return at(n, n.in(0), places, Shape.of(dims));
    }

    /** Where in x each tuple of {@code depth} indices points; the first axes, {@code batches} of them, go along with the tuples. */
    static List<Integer> tuplePlaces(Shape x, int batches, int depth, int perBatch, long[] indices) {
        int[] to = x.strides();
        int batchSize = x.count(batches, x.rank());
        List<Integer> places = new ArrayList<>();
        for (int t = 0; t * depth < indices.length; t++) {
            int place = t / Math.max(1, perBatch) * (batches == 0 ? 0 : batchSize);
            for (int d = 0; d < depth; d++) {
                place += index(indices[t * depth + d], x.dim(batches + d)) * to[batches + d];
            }
            places.add(place);
        }
        return places;
    }
}
