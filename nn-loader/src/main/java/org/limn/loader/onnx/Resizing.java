package org.limn.loader.onnx;

import static org.limn.loader.onnx.Operator.one;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.limn.autodiff.op.Gather;
import org.limn.autodiff.op.MatMul;
import org.limn.autodiff.op.Reshape;
import org.limn.autodiff.op.Transpose;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/** Resampling, axis by axis: nearest neighbours are a gather, anything else a product with the matrix of the weights. */
final class Resizing {
    static final List<Operator> TABLE = List.of(
            one(
                    "Upsample",
                    7,
                    1,
                    1,
                    "mode scales",
                    n -> legacy(n, n.attributes().reals("scales"))),
            one("Upsample", 9, 2, 2, "mode", n -> legacy(n, n.numbers(1).data())),
            one("Resize", 10, 2, 2, "mode", n -> legacy(n, n.numbers(1).data())),
            one(
                    "Resize",
                    11,
                    1,
                    4,
                    "coordinate_transformation_mode cubic_coeff_a exclude_outside extrapolation_value mode nearest_mode",
                    Resizing::resize),
            one(
                    "Resize",
                    18,
                    1,
                    4,
                    "antialias axes coordinate_transformation_mode cubic_coeff_a exclude_outside extrapolation_value"
                            + " keep_aspect_ratio_policy mode nearest_mode",
                    Resizing::resize));

    private final Node n;
    private final List<Integer> axes;
    private final String mode;
    private final String coordinates;
    private final String nearest;

    private Resizing(Node n, List<Integer> axes, String coordinates, String nearest) {
        this.n = n;
        this.axes = axes;
        this.mode = n.attributes().text("mode", "nearest");
        this.coordinates = coordinates;
        this.nearest = nearest;
    }

    /** Before operator set 11: coordinates are {@code i/scale}, the nearest neighbour is the one below. */
    private static GraphValue legacy(Node n, double[] scales) {
        List<Integer> axes = IntStream.range(0, n.shape(0).rank()).boxed().toList();
        return new Resizing(n, axes, "asymmetric", "floor").by(scales);
    }

    private static GraphValue resize(Node n) {
        int rank = n.shape(0).rank();
        List<Integer> axes = n.attributes()
                .integers("axes")
                .map(a -> Node.axes(a, rank))
                .orElse(IntStream.range(0, rank).boxed().toList());
        NodeAttributes a = n.attributes();
        Resizing r = new Resizing(
                n,
                axes,
                a.text("coordinate_transformation_mode", "half_pixel"),
                a.text("nearest_mode", "round_prefer_floor"));
        // exporters leave the one out that is not meant, or give it no elements
        Optional<Tensor64> scales = n.optionalNumbers(2).filter(t -> t.shape().size() > 0);
        Optional<long[]> sizes = n.optionalLongs(3).filter(s -> s.length > 0);
        Node.require(scales.isPresent() != sizes.isPresent(), "Resize needs either scales or sizes");
        return sizes.isPresent() ? r.to(sizes.get()) : r.by(scales.get().data());
    }

    private GraphValue by(double[] scales) {
        Shape s = n.shape(0);
        Node.require(scales.length == axes.size(), "scales need " + axes.size() + " numbers, got " + scales.length);
        int[] to = s.toArray();
        double[] all = new double[s.rank()];
        Arrays.fill(all, 1);
        for (int i = 0; i < scales.length; i++) {
            Node.require(
                    scales[i] > 0 && Double.isFinite(scales[i]), "scales are above 0, got " + Arrays.toString(scales));
            all[axes.get(i)] = scales[i];
            double extent = Math.floor((float) scales[i] * (float) s.dim(axes.get(i)));
            Node.require(extent <= Integer.MAX_VALUE, "a result of extent " + extent + " is too large");
            to[axes.get(i)] = (int) extent;
        }
        return resampled(Shape.of(to), all);
    }

    private GraphValue to(long[] sizes) {
        Shape s = n.shape(0);
        Node.require(sizes.length == axes.size(), "sizes need " + axes.size() + " numbers, got " + sizes.length);
        String policy = n.version() >= 18 ? n.attributes().text("keep_aspect_ratio_policy", "stretch") : "stretch";
        int[] to = s.toArray();
        for (int i = 0; i < sizes.length; i++) {
            Node.require(sizes[i] >= 0, "sizes are at least 0, got " + Arrays.toString(sizes));
            to[axes.get(i)] = Node.toInt(sizes[i], "a size");
        }
        double[] scales = new double[s.rank()];
        Arrays.setAll(scales, i -> (double) to[i] / s.dim(i));
        if (!policy.equals("stretch")) {
            double common = axes.stream()
                    .mapToDouble(i -> scales[i])
                    .reduce(policy.equals("not_larger") ? Math::min : Math::max)
                    .orElse(1);
            axes.forEach(i -> {
                scales[i] = common;
                to[i] = (int) Math.floor(common * s.dim(i) + 0.5);
            });
        }
        return n.batch().shaped(n.emit(), n.in(0), () -> Shape.of(to), shape -> {
            Arrays.setAll(scales, i -> shape.dim(i) == to[i] ? scales[i] : (double) shape.dim(i) / s.dim(i));
            return resampled(shape, scales);
        });
    }

    private GraphValue resampled(Shape to, double[] scales) {
        Shape s = n.shape(0);
        boolean crop = coordinates.equals("tf_crop_and_resize");
        double[] roi = crop ? n.numbers(1).data() : new double[0];
        Node.require(
                !crop || roi.length == 2 * axes.size(), "roi needs " + 2 * axes.size() + " numbers, got " + roi.length);
        GraphValue y = n.in(0);
        for (int i = 0; i < axes.size(); i++) {
            int axis = axes.get(i);
            Interpolation along = new Interpolation(
                    s.dim(axis), to.dim(axis), scales[axis], crop ? roi[i] : 0, crop ? roi[axes.size() + i] : 1);
            if (along.from() != along.to() || scales[axis] != 1 || crop) {
                y = resampled(y, axis, along);
            }
        }
        return crop ? extrapolated(y, roi, s, to, scales) : y;
    }

    private GraphValue resampled(GraphValue x, int axis, Interpolation along) {
        if (mode.equals("nearest") && !coordinates.equals("tf_crop_and_resize")) {
            List<Integer> indices = new ArrayList<>();
            for (int i = 0; i < along.to(); i++) {
                indices.add(along.nearest(along.coordinate(i, coordinates), nearest));
            }
            return n.apply(new Gather(axis, indices), x);
        }
        return product(x, axis, along);
    }

    /** x with the axis at the end, times the matrix of the weights. */
    private GraphValue product(GraphValue x, int axis, Interpolation along) {
        Lines.checkSize(Shape.of(along.to(), along.from()));
        GraphValue matrix = n.emit().table(x, Shape.of(along.to(), along.from()), matrix(along));
        Shape s = x.shape();
        List<Integer> swap =
                new ArrayList<>(IntStream.range(0, s.rank()).boxed().toList());
        Collections.swap(swap, axis, s.rank() - 1);
        boolean last = axis == s.rank() - 1;
        GraphValue moved = last ? x : n.apply(new Transpose(swap), x);
        GraphValue rows = n.apply(new Reshape(Shape.of(s.size() / Math.max(1, along.from()), along.from())), moved);
        GraphValue y = n.emit().apply(new MatMul(false, true), x.type(), rows, matrix);
        GraphValue shaped = n.apply(new Reshape(moved.shape().with(s.rank() - 1, along.to())), y);
        return last ? shaped : n.apply(new Transpose(swap), shaped);
    }

    private double[] matrix(Interpolation along) {
        double[] all = new double[along.to() * along.from()];
        boolean antialias = n.attributes().flag("antialias", false);
        boolean exclude = n.attributes().flag("exclude_outside", false);
        for (int i = 0; i < along.to(); i++) {
            double x = along.coordinate(i, coordinates);
            if (mode.equals("nearest") && !isOutside(x, along)) {
                all[i * along.from() + along.nearest(x, nearest)] = 1;
            } else if (!isOutside(x, along)) {
                along.weights(x, kernel(), antialias, exclude, all, i * along.from());
            }
        }
        return all;
    }

    private Interpolation.Kernel kernel() {
        return switch (mode) {
            case "linear", "bilinear" -> Interpolation.Kernel.LINEAR;
            case "cubic" -> Interpolation.Kernel.cubic(n.attributes().real("cubic_coeff_a", -0.75f));
            default ->
                throw OnnxException.corrupt("attribute 'mode' is '" + mode + "'; it may be nearest, linear, cubic");
        };
    }

    private boolean isOutside(double x, Interpolation along) {
        return coordinates.equals("tf_crop_and_resize") && (x < 0 || x > along.from() - 1);
    }

    /** Positions outside have no weights, so 0; the value that they shall have is added. */
    private GraphValue extrapolated(GraphValue y, double[] roi, Shape from, Shape to, double[] scales) {
        double value = n.attributes().real("extrapolation_value", 0);
        if (value == 0) {
            return y;
        }
        int[] strides = to.strides();
        double[] extra = new double[to.size()];
        for (int i = 0; i < axes.size(); i++) {
            int axis = axes.get(i);
            Interpolation along =
                    new Interpolation(from.dim(axis), to.dim(axis), scales[axis], roi[i], roi[axes.size() + i]);
            for (int k = 0; k < extra.length; k++) {
                if (isOutside(along.coordinate(k / strides[axis] % to.dim(axis), coordinates), along)) {
                    extra[k] = value;
                }
            }
        }
        return Arithmetic.add(n.emit(), y, n.emit().table(y, to, extra));
    }
}
