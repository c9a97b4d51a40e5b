package org.limn.loader.onnx;

import static org.limn.loader.onnx.Operator.one;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.limn.autodiff.op.Abs;
import org.limn.autodiff.op.Clip;
import org.limn.autodiff.op.Constant;
import org.limn.autodiff.op.Equal;
import org.limn.autodiff.op.Floor;
import org.limn.autodiff.op.Gather;
import org.limn.autodiff.op.MatMul;
import org.limn.autodiff.op.Round;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/**
 * An image sampled at places between its pixels, as spatial transformers do (Jaderberg et al., "Spatial Transformer Networks",
 * NIPS 2015, eq. 3): {@code y[n,c,p] = Σᵢⱼ x[n,c,i,j] · k(vₚ − i) · k(uₚ − j)}. The places may depend on the image; both
 * derivatives are those of the lines that the sum is written as. The sum runs over all pixels, which is meant for small grids.
 */
final class Sampling {
    static final List<Operator> TABLE =
            List.of(one("GridSample", 16, 2, 2, "align_corners mode padding_mode", n -> new Sampling(n).sampled()));

    /** torch's free parameter of the cubic kernel. */
    private static final double CUBIC = -0.75;

    private final Node n;
    private final Lines emit;
    private final String mode;
    private final String padding;
    private final boolean aligned;

    private Sampling(Node n) {
        this.n = n;
        this.emit = n.emit();
        this.mode = n.attributes().text("mode", n.version() < 20 ? "bilinear" : "linear");
        this.padding = n.attributes().text("padding_mode", "zeros");
        this.aligned = n.attributes().flag("align_corners", false);
    }

    private GraphValue sampled() {
        Shape x = n.shape(0), grid = n.shape(1);
        if (x.rank() != 4) {
            throw OnnxException.unsupported("it samples " + x + "; only images [N,C,H,W] are sampled");
        }
        Node.require(
                grid.rank() == 4 && grid.dim(3) == 2 && (grid.dim(0) == x.dim(0) || grid.dim(0) == 1),
                "places [N,P,Q,2] are needed for images " + x + ", got " + grid);
        int images = x.dim(0), places = grid.dim(1) * grid.dim(2);
        // places that are the same for all images stand once in a file that is written for one
        GraphValue each = Broadcasting.stretch(emit, n.in(1), grid.with(0, images));
        Value all = emit.reshape(emit.value(each), Shape.of(images, places, 2));
        int[] rows = taps(x.dim(2)), columns = taps(x.dim(3));
        Value image = picked(picked(n.value(0), 2, rows), 3, columns);
        Value across = weights(all, 0, x.dim(3), columns.length);
        Value flat = emit.reshape(image, Shape.of(images, x.dim(1) * rows.length, columns.length));
        Value wide = emit.reshape(
                emit.emit(new MatMul(false, true), flat, across), Shape.of(images, x.dim(1), rows.length, places));
        Value down = emit.transpose(weights(all, 1, x.dim(2), rows.length), List.of(0, 2, 1));
        Value apart = emit.broadcast(emit.reshape(down, Shape.of(images, 1, rows.length, places)), wide.shape());
        Value y = emit.reduceSum(emit.mul(wide, apart), List.of(2));
        return n.like(0, emit.reshape(y, Shape.of(images, x.dim(1), grid.dim(1), grid.dim(2))));
    }

    /** Whether taps outside the image count; else the coordinates themselves are brought inside. */
    private boolean outside() {
        return isCubic() && !padding.equals("zeros");
    }

    private boolean isCubic() {
        return mode.equals("bicubic") || mode.equals("cubic");
    }

    /** The first position that has a weight, relative to the image. */
    private int first() {
        return outside() ? -3 : 0;
    }

    private int period(int extent) {
        return aligned ? Math.max(1, 2 * (extent - 1)) : 2 * extent;
    }

    /** Which pixel every position along an axis stands for, from {@link #first} on. */
    private int[] taps(int extent) {
        Node.require(
                List.of("zeros", "border", "reflection").contains(padding),
                "attribute 'padding_mode' is '" + padding + "', which is not known");
        if (!outside()) {
            return IntStream.range(0, extent).toArray();
        }
        return padding.equals("border")
                ? IntStream.range(first(), extent + 4)
                        .map(i -> Math.max(0, Math.min(extent - 1, i)))
                        .toArray()
                : IntStream.range(first(), period(extent) + 4)
                        .map(i -> mirrored(Math.floorMod(i, period(extent)), extent))
                        .toArray();
    }

    private int mirrored(int i, int extent) {
        return i < extent ? i : period(extent) - (aligned ? 0 : 1) - i;
    }

    private Value picked(Value x, int axis, int[] taps) {
        return outside() ? emit.emit(new Gather(axis, IntStream.of(taps).boxed().toList()), x) : x;
    }

    /** [N,P,positions]: how much each position along an axis counts at each place. */
    private Value weights(Value places, int which, int extent, int positions) {
        Shape s = places.shape(), wide = Shape.of(s.dim(0), s.dim(1), positions);
        Value share = emit.emit(new Gather(2, List.of(which)), places);
        double half = aligned ? (extent - 1) / 2.0 : extent / 2.0;
        Value at = within(emit.affine(share, half, aligned ? half : half - 0.5), extent);
        float[] numbers = new float[positions];
        for (int i = 0; i < positions; i++) {
            numbers[i] = first() + i;
        }
        Value position = emit.broadcast(emit.emit(new Constant(Tensor.of(Shape.of(1, 1, positions), numbers))), wide);
        return switch (mode) {
            case "nearest" -> hits(emit.emit(new Round(), at), position);
            case "bilinear", "linear" -> kernel(at, position, 0, t -> List.of(emit.affine(t, -1, 1), t));
            case "bicubic", "cubic" ->
                kernel(
                        at,
                        position,
                        -1,
                        t -> List.of(
                                far(emit.affine(t, 1, 1)),
                                near(t),
                                near(emit.affine(t, -1, 1)),
                                far(emit.affine(t, -1, 2))));
            default -> throw OnnxException.corrupt("attribute 'mode' is '" + mode + "', which is not known");
        };
    }

    /** The coordinate, or the one inside, or not far outside, that has the same value there. */
    private Value within(Value at, int extent) {
        if (padding.equals("zeros")) {
            return at;
        } else if (padding.equals("border")) {
            return emit.emit(isCubic() ? new Clip(-2, extent + 1.0) : new Clip(0, extent - 1.0), at);
        }
        double edge = aligned ? 0 : 0.5, middle = aligned ? extent - 1.0 : extent;
        Value from = emit.affine(at, 1, edge);
        Value turns = emit.emit(new Floor(), emit.scale(from, 1.0 / period(extent)));
        Value once = emit.sub(from, emit.scale(turns, period(extent)));
        if (isCubic()) {
            return emit.affine(once, 1, -edge);
        }
        Value back = emit.emit(new Abs(), emit.affine(once, 1, -middle));
        return emit.emit(new Clip(0, extent - 1.0), emit.affine(back, -1, middle - edge));
    }

    /** 1 where a position is that of the place. */
    private Value hits(Value place, Value position) {
        return emit.emit(new Equal(), emit.broadcast(place, position.shape()), position);
    }

    /**
     * A kernel's weights by the distance from the position below, so that a place on a pixel has the slope to its right, as torch
     * has it.
     *
     * @param start the first position with a weight, relative to the one below
     */
    private Value kernel(Value at, Value position, int start, Function<Value, List<Value>> weights) {
        Value below = emit.emit(new Floor(), at);
        List<Value> all = weights.apply(emit.sub(at, below));
        Value sum = part(below, position, start, all.get(0));
        for (int k = 1; k < all.size(); k++) {
            sum = emit.add(sum, part(below, position, start + k, all.get(k)));
        }
        return sum;
    }

    private Value part(Value below, Value position, int offset, Value weight) {
        return emit.mul(hits(emit.affine(below, 1, offset), position), emit.broadcast(weight, position.shape()));
    }

    /** Keys' kernel within a distance of 1: {@code (a + 2)d³ − (a + 3)d² + 1}. */
    private Value near(Value d) {
        return emit.affine(emit.mul(emit.affine(d, CUBIC + 2, -CUBIC - 3), emit.mul(d, d)), 1, 1);
    }

    /** And from 1 to 2: {@code ad³ − 5ad² + 8ad − 4a}. */
    private Value far(Value d) {
        Value slope = emit.affine(emit.mul(emit.affine(d, CUBIC, -5 * CUBIC), d), 1, 8 * CUBIC);
        return emit.affine(emit.mul(slope, d), 1, -4 * CUBIC);
    }
}
