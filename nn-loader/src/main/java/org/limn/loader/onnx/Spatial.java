package org.limn.loader.onnx;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.limn.autodiff.op.Pads;
import org.limn.autodiff.op.Pair;
import org.limn.autodiff.op.Window;
import org.limn.autodiff.tensor.Shape;

/**
 * How a convolution or pooling window moves: numbers per spatial axis, with {@code auto_pad} and {@code ceil_mode} resolved into
 * pads. Pads may still be negative, as ONNX allows: they cut off.
 */
final class Spatial {
    private final int[] kernel;
    private final int[] stride;
    private final int[] dilation;
    private final int[] before;
    private final int[] after;

    private Spatial(int[] kernel, int[] stride, int[] dilation, int[] before, int[] after) {
        this.kernel = kernel;
        this.stride = stride;
        this.dilation = dilation;
        this.before = before;
        this.after = after;
    }

    /** Reads the attributes of a node whose input is x [N,C,…]. */
    static Spatial of(Node n, Shape x, int[] kernel) {
        int rank = kernel.length;
        Node.require(
                x.rank() == rank + 2,
                "a window " + Arrays.toString(kernel) + " needs x with " + (rank + 2) + " dimensions, got " + x);
        int[] stride = perAxis(n, "strides", rank, 1), dilation = perAxis(n, "dilations", rank, 1);
        positive(kernel, "kernel_shape");
        positive(stride, "strides");
        positive(dilation, "dilations");
        int[] pads = Node.toInts(n.attributes().integers("pads").orElse(new long[2 * rank]), "pads");
        Node.require(pads.length == 2 * rank, "attribute 'pads' has " + pads.length + " numbers and not " + 2 * rank);
        Spatial plain = new Spatial(
                kernel, stride, dilation, Arrays.copyOf(pads, rank), Arrays.copyOfRange(pads, rank, 2 * rank));
        String auto = n.attributes().text("auto_pad", "NOTSET");
        return switch (auto) {
            case "NOTSET", "" -> plain;
            case "VALID" -> plain.with(new int[rank], new int[rank]);
            case "SAME_UPPER", "SAME_LOWER" -> plain.same(x, auto.equals("SAME_UPPER"));
            default ->
                throw OnnxException.corrupt(
                        "attribute 'auto_pad' is '" + auto + "'; it may be NOTSET, SAME_UPPER, SAME_LOWER, VALID");
        };
    }

    private static int[] perAxis(Node n, String name, int rank, int otherwise) {
        long[] all = n.attributes().integers(name).orElseGet(() -> {
            long[] same = new long[rank];
            Arrays.fill(same, otherwise);
            return same;
        });
        Node.require(all.length == rank, "attribute '" + name + "' has " + all.length + " numbers and not " + rank);
        return Node.toInts(all, name);
    }

    private static void positive(int[] numbers, String name) {
        Node.require(
                Arrays.stream(numbers).allMatch(i -> i > 0),
                "attribute '" + name + "' needs numbers of at least 1, got " + Arrays.toString(numbers));
    }

    Spatial with(int[] newBefore, int[] newAfter) {
        return new Spatial(kernel, stride, dilation, newBefore, newAfter);
    }

    int rank() {
        return kernel.length;
    }

    int[] kernel() {
        return kernel;
    }

    int[] stride() {
        return stride;
    }

    int[] dilation() {
        return dilation;
    }

    /** Pads before the first element; negative where they cut off. */
    int[] before() {
        return before;
    }

    int[] after() {
        return after;
    }

    /** How far a window reaches along an axis. */
    int reach(int a) {
        return Shape.extent((kernel[a] - 1L) * dilation[a] + 1);
    }

    /** ⌈extent/stride⌉ windows; what that needs in pads is halved, the odd one after or before. */
    private Spatial same(Shape x, boolean upper) {
        int[] lead = new int[rank()], trail = new int[rank()];
        for (int a = 0; a < rank(); a++) {
            int n = x.dim(a + 2), windows = (n + stride[a] - 1) / stride[a];
            int total = Math.max(0, Shape.extent((windows - 1L) * stride[a] + reach(a) - n));
            lead[a] = upper ? total / 2 : total - total / 2;
            trail[a] = total - lead[a];
        }
        return with(lead, trail);
    }

    /**
     * With {@code ceil_mode}: the pads after, grown or shrunk so that the last window fits. It must start inside the image or its
     * pads before.
     */
    Spatial ceiled(Shape x) {
        int[] trail = after.clone();
        for (int a = 0; a < rank(); a++) {
            long padded = (long) x.dim(a + 2) + before[a] + after[a], span = padded - reach(a);
            long windows = Math.floorDiv(span + stride[a] - 1, stride[a]) + 1;
            if ((windows - 1) * stride[a] >= (long) x.dim(a + 2) + before[a]) {
                windows--;
            }
            trail[a] = Shape.extent(Math.max(0, (windows - 1) * stride[a] + reach(a) - x.dim(a + 2) - before[a]));
        }
        return with(before, trail);
    }

    /** Without pads before and after. */
    Spatial unpadded() {
        return with(new int[rank()], new int[rank()]);
    }

    /** The pads of one sign: what is added ({@code sign} 1), or cut off (−1). */
    int[] before(int sign) {
        return IntStream.of(before).map(p -> Math.max(0, sign * p)).toArray();
    }

    int[] after(int sign) {
        return IntStream.of(after).map(p -> Math.max(0, sign * p)).toArray();
    }

    /** With one more axis of extent 1 in front: how one dimension is handled as two. */
    Spatial widened() {
        return new Spatial(front(kernel, 1), front(stride, 1), front(dilation, 1), front(before, 0), front(after, 0));
    }

    private static int[] front(int[] numbers, int first) {
        return IntStream.concat(IntStream.of(first), IntStream.of(numbers)).toArray();
    }

    /** Only the axes {@code from..to−1}. */
    Spatial axes(int from, int to) {
        return new Spatial(
                Arrays.copyOfRange(kernel, from, to),
                Arrays.copyOfRange(stride, from, to),
                Arrays.copyOfRange(dilation, from, to),
                Arrays.copyOfRange(before, from, to),
                Arrays.copyOfRange(after, from, to));
    }

    Pair strides() {
        return new Pair(stride[0], stride[1]);
    }

    Pair dilations() {
        return new Pair(dilation[0], dilation[1]);
    }

    Pads pads() {
        return new Pads(before[0], before[1], after[0], after[1]);
    }

    /** The window of a pooling op over two axes. */
    Window window() {
        return new Window(new Pair(kernel[0], kernel[1]), strides(), pads(), dilations());
    }
}
