package org.limn.loader.onnx;

import java.util.List;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.loader.onnx.proto.SparseTensorProto;

/** Sparse tensors as dense ones. */
final class Sparse {
    private Sparse() {}

    static Literal dense(SparseTensorProto sparse, TensorReader reader) {
        String what = "sparse tensor '" + sparse.getValues().getName() + "'";
        Shape shape = TensorReader.shape(sparse.getDimsList(), what);
        Lines.checkSize(shape);
        Literal values = reader.read(sparse.getValues());
        if (!(reader.read(sparse.getIndices()) instanceof GraphValue.Known indices)) {
            throw OnnxException.corrupt(what + " has indices that are not whole numbers");
        }
        Tensor64 given =
                values instanceof Literal.Floats f ? f.tensor().widen() : ((GraphValue.Known) values).numbers();
        List<Integer> places = places(indices, shape, given.shape().size(), what);
        double[] all = new double[shape.size()];
        for (int k = 0; k < places.size(); k++) {
            all[places.get(k)] = given.data()[k];
        }
        Tensor64 dense = Tensor64.of(shape, all);
        return values.type().isFloat()
                ? new Literal.Floats(values.type(), dense.rounded())
                : new GraphValue.Known(values.type(), dense);
    }

    private static List<Integer> places(GraphValue.Known indices, Shape shape, int count, String what) {
        boolean flat = indices.shape().equals(Shape.of(count));
        boolean rows = indices.shape().equals(Shape.of(count, shape.rank()));
        Node.require(
                flat || rows,
                what + " of shape " + shape + " has " + count + " numbers and indices " + indices.shape());
        Shape addressed = flat ? Shape.of(shape.size()) : shape;
        return Indexing.tuplePlaces(addressed, 0, addressed.rank(), 1, indices.longs());
    }
}
