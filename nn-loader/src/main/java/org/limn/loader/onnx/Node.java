package org.limn.loader.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.loader.onnx.GraphValue.Computed;
import org.limn.loader.onnx.GraphValue.Known;

/**
 * One node as its importer sees it: inputs, attributes, and where lines go. What is wrong with it is thrown as an {@link
 * OnnxException} about the node; the caller adds which one it is.
 */
final class Node {
    private final long version;
    private final int outputs;
    private final List<Optional<GraphValue>> inputs;
    private final List<String> inputNames;
    private final NodeAttributes attributes;
    private final Lines lines;
    private final FrozenBatch batch;
    private final Literals literals;

    Node(
            long version,
            int outputs,
            List<Optional<GraphValue>> inputs,
            List<String> inputNames,
            NodeAttributes attributes,
            Lines lines,
            FrozenBatch batch,
            Literals literals) {
        this.version = version;
        this.outputs = outputs;
        this.inputs = inputs;
        this.inputNames = inputNames;
        this.attributes = attributes;
        this.lines = lines;
        this.batch = batch;
        this.literals = literals;
    }

    /** The version of the operator set that the node is written for. */
    long version() {
        return version;
    }

    /** How many outputs the node names. */
    int outputs() {
        return outputs;
    }

    NodeAttributes attributes() {
        return attributes;
    }

    /** The program, to write lines. */
    Lines emit() {
        return lines;
    }

    FrozenBatch batch() {
        return batch;
    }

    Literals literals() {
        return literals;
    }

    int inputs() {
        return inputs.size();
    }

    boolean has(int i) {
        return i < inputs.size() && inputs.get(i).isPresent();
    }

    GraphValue in(int i) {
        return optional(i).orElseThrow(() -> OnnxException.corrupt("input " + i + " is missing"));
    }

    Optional<GraphValue> optional(int i) {
        return i < inputs.size() ? inputs.get(i) : Optional.empty();
    }

    /** All inputs, none of which may be left out. */
    List<GraphValue> all() {
        List<GraphValue> all = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            all.add(in(i));
        }
        return all;
    }

    /** Input i, of floats, as a value of the program. */
    Value value(int i) {
        if (!type(i).isFloat()) {
            throw OnnxException.unsupported(
                    "input '" + inputNames.get(i) + "' holds " + type(i) + ", and only floats are computed with here");
        }
        return lines.value(in(i));
    }

    Shape shape(int i) {
        return in(i).shape();
    }

    DType type(int i) {
        return in(i).type();
    }

    /** A result of the type of input i. */
    GraphValue like(int i, Value value) {
        return new Computed(type(i), value);
    }

    /** The op on the operands: folded where they are whole numbers known at import, else emitted; of the first one's type. */
    GraphValue apply(Op op, GraphValue... operands) {
        return lines.apply(op, operands[0].type(), operands);
    }

    /** Input i, whole numbers that must be known at import: shapes, axes, indices. */
    long[] longs(int i) {
        return known(i).longs();
    }

    Optional<long[]> optionalLongs(int i) {
        return has(i) ? Optional.of(longs(i)) : Optional.empty();
    }

    Known known(int i) {
        GraphValue operand = in(i);
        if (operand instanceof Known known) {
            return known;
        }
        return new Known(operand.type(), numbers(i));
    }

    /** Input i, numbers that must be known at import, as the framework that wrote the file had them. */
    Tensor64 numbers(int i) {
        GraphValue operand = in(i);
        if (operand instanceof Known known) {
            return known.numbers();
        }
        Value value = ((Computed) operand).value();
        if (!lines.isConstant(value)) {
            throw OnnxException.unsupported("input '" + inputNames.get(i)
                    + "' depends on the image; shapes, axes and indices must be known when the file is read");
        }
        return lines.rounded(value);
    }

    Optional<Tensor64> optionalNumbers(int i) {
        return has(i) ? Optional.of(numbers(i)) : Optional.empty();
    }

    /** The number that an operand is, if it is a single one and known at import. */
    OptionalDouble scalar(GraphValue operand) {
        if (operand.shape().size() != 1) {
            return OptionalDouble.empty();
        } else if (operand instanceof Known known) {
            return OptionalDouble.of(known.numbers().data()[0]);
        }
        Value value = ((Computed) operand).value();
        return lines.isConstant(value) ? OptionalDouble.of(lines.exact(value).data()[0]) : OptionalDouble.empty();
    }

    /** Input i as a single number known at import, or another number where it is left out. */
    double scalar(int i, double otherwise) {
        if (!has(i)) {
            return otherwise;
        }
        return scalar(in(i))
                .orElseThrow(() -> OnnxException.unsupported("input '" + inputNames.get(i) + "' of shape " + shape(i)
                        + " must be a single number known when the file is read"));
    }

    /** An axis of something of this rank, counted from the start. */
    static int axis(long axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw OnnxException.corrupt("axis " + axis + " is not one of " + rank + " dimensions");
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }

    /** The attribute {@code axis}. */
    int axisAttribute(long otherwise, int rank) {
        return axis(attributes.integer("axis", otherwise), rank);
    }

    /** Several axes, counted from the start, each once. */
    static List<Integer> axes(long[] axes, int rank) {
        List<Integer> all = new ArrayList<>();
        for (long a : axes) {
            if (all.contains(axis(a, rank))) {
                throw OnnxException.corrupt("axis " + a + " is named twice");
            }
            all.add(axis(a, rank));
        }
        return all;
    }

    /** A whole number that must fit into 32 bits. */
    static int toInt(long number, String what) {
        if (number != (int) number) {
            throw OnnxException.corrupt(what + " " + number + " is out of range");
        }
        return (int) number;
    }

    static int[] toInts(long[] numbers, String what) {
        int[] all = new int[numbers.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = toInt(numbers[i], what);
        }
        return all;
    }

    /** What must hold for this node to make sense. */
    static void require(boolean condition, String needed) {
        if (!condition) {
            throw OnnxException.corrupt(needed);
        }
    }

    static <T> T nonNull(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
