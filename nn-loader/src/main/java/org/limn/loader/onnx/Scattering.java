package org.limn.loader.onnx;

import static org.limn.loader.onnx.Operator.one;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.limn.autodiff.op.Add;
import org.limn.autodiff.op.Gather;
import org.limn.autodiff.op.Max;
import org.limn.autodiff.op.Min;
import org.limn.autodiff.op.Mul;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Reshape;
import org.limn.autodiff.op.ScatterAdd;
import org.limn.autodiff.op.Select;
import org.limn.autodiff.tensor.Shape;

/** Updates written into an array at indices, which must be known at import. Of several updates of one element the last counts. */
final class Scattering {
    static final List<Operator> TABLE = List.of(
            one("Scatter", 9, 3, 3, "axis", Scattering::elements),
            one("ScatterElements", 11, 3, 3, "axis", Scattering::elements),
            one("ScatterElements", 16, 3, 3, "axis reduction", Scattering::elements),
            one("ScatterND", 11, 3, 3, "", Scattering::tuples),
            one("ScatterND", 16, 3, 3, "reduction", Scattering::tuples));

    private Scattering() {}

    private static GraphValue elements(Node n) {
        Node.require(
                n.shape(1).equals(n.shape(2)),
                "indices " + n.shape(1) + " and updates " + n.shape(2) + " differ in shape");
        return scatter(n, Indexing.elementPlaces(n, n.shape(0), n.shape(1), n.longs(1)));
    }

    private static GraphValue tuples(Node n) {
        Shape x = n.shape(0), shape = n.shape(1);
        Node.require(shape.rank() > 0 && shape.dim(-1) <= x.rank(), "indices " + shape + " do not fit " + x);
        int depth = shape.dim(-1), inner = x.count(depth, x.rank());
        List<Integer> places = new ArrayList<>();
        for (int start : Indexing.tuplePlaces(x, 0, depth, 1, n.longs(1))) {
            for (int i = 0; i < inner; i++) {
                places.add(start + i);
            }
        }
        Node.require(
                places.size() == n.shape(2).size(),
                "updates " + n.shape(2) + " do not fit indices " + shape + " into " + x);
        return scatter(n, places);
    }

    private static GraphValue scatter(Node n, List<Integer> places) {
        String reduction = n.attributes().has("reduction") ? n.attributes().text("reduction", "none") : "none";
        Shape shape = n.shape(0);
        GraphValue data = n.apply(new Reshape(Shape.of(shape.size())), n.in(0));
        GraphValue updates = n.apply(new Reshape(Shape.of(n.shape(2).size())), n.in(2));
        GraphValue result =
                switch (reduction) {
                    case "none" -> written(n, data, updates, lastOfEach(places));
                    case "add" -> n.apply(new Add(), data, n.apply(new ScatterAdd(0, places, shape.size()), updates));
                    case "mul" -> combined(n, new Mul(), data, updates, places);
                    case "max" -> combined(n, new Max(), data, updates, places);
                    case "min" -> combined(n, new Min(), data, updates, places);
                    default ->
                        throw OnnxException.corrupt(
                                "attribute 'reduction' is '" + reduction + "'; it may be none, add, mul, max, min");
                };
        return n.apply(new Reshape(shape), Arithmetic.wrapped(result));
    }

    /** For each place the number of its last update. */
    private static Map<Integer, Integer> lastOfEach(List<Integer> places) {
        Map<Integer, Integer> last = new LinkedHashMap<>();
        for (int k = 0; k < places.size(); k++) {
            last.put(places.get(k), k);
        }
        return last;
    }

    /** The data with some updates in place: place → number of the update. */
    private static GraphValue written(Node n, GraphValue data, GraphValue updates, Map<Integer, Integer> at) {
        return n.emit().apply(new Select(), data.type(), mask(n, data, at), spread(n, data, updates, at), data);
    }

    private static GraphValue spread(Node n, GraphValue data, GraphValue updates, Map<Integer, Integer> at) {
        GraphValue used = n.apply(new Gather(0, List.copyOf(at.values())), updates);
        return n.apply(new ScatterAdd(0, List.copyOf(at.keySet()), data.shape().size()), used);
    }

    private static GraphValue mask(Node n, GraphValue data, Map<Integer, Integer> at) {
        double[] mask = new double[data.shape().size()];
        at.keySet().forEach(place -> mask[place] = 1);
        return n.emit().table(data, data.shape(), mask);
    }

    /** Every update counts: first the first of each place, then the second, and so on. */
    private static GraphValue combined(Node n, Op op, GraphValue data, GraphValue updates, List<Integer> places) {
        GraphValue result = data;
        for (Map<Integer, Integer> layer : layers(places)) {
            GraphValue both = n.apply(op, result, spread(n, data, updates, layer));
            result = n.emit().apply(new Select(), data.type(), mask(n, data, layer), both, result);
        }
        return result;
    }

    private static List<Map<Integer, Integer>> layers(List<Integer> places) {
        Map<Integer, Integer> seen = new HashMap<>();
        List<Map<Integer, Integer>> layers = new ArrayList<>();
        for (int k = 0; k < places.size(); k++) {
            int layer = seen.merge(places.get(k), 1, Integer::sum) - 1;
            if (layer == layers.size()) {
                layers.add(new LinkedHashMap<>());
            }
            layers.get(layer).put(places.get(k), k);
        }
        return layers;
    }
}
