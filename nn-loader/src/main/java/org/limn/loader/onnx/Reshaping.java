package org.limn.loader.onnx;

import static org.limn.loader.onnx.Operator.many;
import static org.limn.loader.onnx.Operator.one;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.limn.autodiff.op.Reshape;
import org.limn.autodiff.op.Transpose;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/** The same elements under another shape, or in another order of axes. */
final class Reshaping {
    static final List<Operator> TABLE = List.of(
            one(
                    "Reshape",
                    1,
                    1,
                    1,
                    "consumed_inputs shape",
                    n -> reshape(
                            n,
                            n.attributes()
                                    .integers("shape")
                                    .orElseThrow(() -> OnnxException.corrupt("the attribute 'shape' is missing")))),
            one("Reshape", 5, 2, 2, "allowzero", n -> reshape(n, n.longs(1))),
            one("Flatten", 1, 1, 1, "axis", Reshaping::flatten),
            one(
                    "Squeeze",
                    1,
                    1,
                    1,
                    "axes",
                    n -> squeeze(n, n.attributes().integers("axes").orElse(new long[0]))),
            one("Squeeze", 13, 1, 2, "", n -> squeeze(n, n.optionalLongs(1).orElse(new long[0]))),
            one(
                    "Unsqueeze",
                    1,
                    1,
                    1,
                    "axes",
                    n -> unsqueeze(
                            n,
                            n.attributes()
                                    .integers("axes")
                                    .orElseThrow(() -> OnnxException.corrupt("the attribute 'axes' is missing")))),
            one("Unsqueeze", 13, 2, 2, "", n -> unsqueeze(n, n.longs(1))),
            one("Transpose", 1, 1, 1, "perm", Reshaping::transpose),
            one("DepthToSpace", 1, 1, 1, "blocksize mode", Reshaping::depthToSpace),
            one("SpaceToDepth", 1, 1, 1, "blocksize", Reshaping::spaceToDepth),
            one("Identity", 1, 1, 1, "", n -> n.in(0)),
            one("Optional", 15, 1, 1, "type", n -> n.in(0)),
            one("OptionalGetElement", 15, 1, 1, "", n -> n.in(0)),
            one(
                    "OptionalHasElement",
                    15,
                    0,
                    1,
                    "",
                    n -> GraphValue.Known.of(DType.BOOL, Shape.SCALAR, n.has(0) ? 1 : 0)),
            many("Dropout", 1, 1, 1, "consumed_inputs is_test ratio", Reshaping::dropout),
            many("Dropout", 7, 1, 1, "ratio", Reshaping::dropout),
            many("Dropout", 12, 1, 3, "seed", Reshaping::dropout));

    private Reshaping() {}

    static GraphValue to(Node n, GraphValue x, Shape shape) {
        return x.shape().equals(shape) ? x : n.apply(new Reshape(shape), x);
    }

    private static GraphValue reshape(Node n, long[] wanted) {
        Shape in = n.shape(0);
        boolean zeros = n.attributes().has("allowzero") && n.attributes().flag("allowzero", false);
        boolean fixed = n.in(0) instanceof GraphValue.Known;
        return fixed
                ? to(n, n.in(0), shape(in, wanted, zeros))
                : n.batch().shaped(n.emit(), n.in(0), () -> shape(in, wanted, zeros), out -> to(n, n.in(0), out));
    }

    /** 0 copies an extent (unless zeros are allowed), one −1 takes what is left. */
    private static Shape shape(Shape in, long[] wanted, boolean zeros) {
        int[] dims = new int[wanted.length];
        int open = -1;
        long known = 1;
        for (int i = 0; i < dims.length; i++) {
            Node.require(wanted[i] >= -1, "the shape " + Arrays.toString(wanted) + " holds " + wanted[i]);
            Node.require(
                    wanted[i] != 0 || zeros || i < in.rank(),
                    "the shape " + Arrays.toString(wanted) + " copies extent " + i + ", and " + in + " has none");
            dims[i] = wanted[i] == 0 && !zeros ? in.dim(i) : Node.toInt(wanted[i], "an extent");
            Node.require(
                    dims[i] != -1 || open < 0, "the shape " + Arrays.toString(wanted) + " leaves two extents open");
            open = dims[i] == -1 ? i : open;
            known *= dims[i] == -1 ? 1 : dims[i];
            Node.require(known <= Integer.MAX_VALUE, "the shape " + Arrays.toString(wanted) + " is too large");
        }
        if (open >= 0) {
            Node.require(
                    known > 0 && in.size() % known == 0,
                    "the " + in.size() + " elements of " + in + " do not fill " + Arrays.toString(wanted));
            dims[open] = (int) (in.size() / known);
        }
        return Shape.of(dims);
    }

    private static GraphValue flatten(Node n) {
        Shape s = n.shape(0);
        long axis = n.attributes().integer("axis", 1);
        int at = axis == s.rank() ? s.rank() : Node.axis(axis, s.rank());
        return to(n, n.in(0), Shape.of(s.count(0, at), s.count(at, s.rank())));
    }

    private static GraphValue squeeze(Node n, long[] given) {
        Shape s = n.shape(0);
        List<Integer> axes = given.length > 0
                ? Node.axes(given, s.rank())
                : IntStream.range(0, s.rank())
                        .filter(i -> s.dim(i) == 1)
                        .boxed()
                        .toList();
        Node.require(
                axes.stream().allMatch(a -> s.dim(a) == 1), "axes " + axes + " of " + s + " are not all of extent 1");
        int[] dims = IntStream.range(0, s.rank())
                .filter(i -> !axes.contains(i))
                .map(s::dim)
                .toArray();
        return to(n, n.in(0), Shape.of(dims));
    }

    private static GraphValue unsqueeze(Node n, long[] given) {
        Shape s = n.shape(0);
        Node.require(s.rank() + given.length <= 32, "a shape has at most 32 dimensions");
        List<Integer> axes = Node.axes(given, s.rank() + given.length);
        List<Integer> dims = new ArrayList<>(s.toList());
        axes.stream().sorted().forEach(a -> dims.add(a, 1));
        return to(n, n.in(0), Shape.of(dims));
    }

    private static GraphValue transpose(Node n) {
        int rank = n.shape(0).rank();
        List<Integer> perm = n.attributes()
                .integers("perm")
                .map(p -> Arrays.stream(p).mapToObj(a -> Node.axis(a, rank)).toList())
                .orElse(IntStream.range(0, rank).mapToObj(i -> rank - 1 - i).toList());
        return n.apply(new Transpose(perm), n.in(0));
    }

    private static int block(Node n) {
        int block = Node.toInt(n.attributes().integer("blocksize"), "blocksize");
        Node.require(
                block > 0 && n.shape(0).rank() == 4,
                "x [N,C,H,W] and a blocksize of at least 1 are needed, got " + n.shape(0) + " and " + block);
        return block;
    }

    /** Channels into blocks of pixels: DCR takes the block's place from the slow part of the channel, CRD from the fast one. */
    private static GraphValue depthToSpace(Node n) {
        int b = block(n);
        Shape s = n.shape(0);
        Node.require(s.dim(1) % ((long) b * b) == 0, "the channels of " + s + " are not divisible by " + b + "²");
        int c = s.dim(1) / b / b, h = s.dim(2), w = s.dim(3);
        boolean fast = n.attributes().text("mode", "DCR").equals("CRD");
        Shape apart = fast ? Shape.of(s.dim(0), c, b, b, h, w) : Shape.of(s.dim(0), b, b, c, h, w);
        List<Integer> perm = fast ? List.of(0, 1, 4, 2, 5, 3) : List.of(0, 3, 4, 1, 5, 2);
        GraphValue moved = n.apply(new Transpose(perm), to(n, n.in(0), apart));
        return to(n, moved, Shape.of(s.dim(0), c, Shape.extent((long) h * b), Shape.extent((long) w * b)));
    }

    private static GraphValue spaceToDepth(Node n) {
        int b = block(n);
        Shape s = n.shape(0);
        Node.require(s.dim(2) % b == 0 && s.dim(3) % b == 0, "the extents of " + s + " are not divisible by " + b);
        int h = s.dim(2) / b, w = s.dim(3) / b;
        GraphValue apart = to(n, n.in(0), Shape.of(s.dim(0), s.dim(1), h, b, w, b));
        GraphValue moved = n.apply(new Transpose(List.of(0, 3, 5, 1, 2, 4)), apart);
        return to(n, moved, Shape.of(s.dim(0), s.dim(1) * b * b, h, w));
    }

    /** Does nothing outside training; its mask keeps everything. */
    private static List<GraphValue> dropout(Node n) {
        if (n.version() >= 12 && n.scalar(2, 0) != 0 && n.scalar(1, 0.5) != 0) {
            throw OnnxException.unsupported("it drops at random (training_mode); export the model for inference");
        }
        if (n.outputs() < 2) {
            return List.of(n.in(0));
        }
        Shape s = n.shape(0);
        Lines.checkSize(s);
        double[] all = new double[s.size()];
        Arrays.fill(all, 1);
        return List.of(n.in(0), new GraphValue.Known(DType.BOOL, Tensor64.of(s, all)));
    }
}
