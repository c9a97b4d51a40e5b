package org.limn.autodiff.op;

import java.util.List;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.ShapeException;
import org.limn.autodiff.tensor.Tensor64;

/**
 * Cross-correlation of images with filters, as every library's "convolution":
 * {@code y[n,o,i,j] = Σ_{c,r,s} x[n, c, i·sh − top + r·dh, j·sw − left + s·dw] · w[o,c,r,s]}, zero outside x.
 *
 * <p>x is [N,C,H,W], w is [O,C/groups,R,S], y is [N,O,H',W'] with {@code H' = ⌊(H + top + bottom − dh·(R−1) − 1)/sh⌋ + 1}. With
 * groups, output o sees only the channels of its group. It is linear in x and in w; its derivatives are {@link
 * Conv2dTranspose} and {@link Conv2dWeightGrad}.
 */
public record Conv2d(
        @Default("1x1") Pair stride,
        @Default("0x0") Pads pad,
        @Default("1x1") Pair dilation,
        @Default("1") int groups) implements Op {
    public Conv2d {
        if (!stride.positive() || !dilation.positive() || !pad.nonNegative() || groups < 1) {
            throw new ShapeException("a convolution needs strides, dilations and groups of at least 1 and pads of"
                    + " at least 0, got stride=" + stride + ", pad=" + pad + ", dilation=" + dilation
                    + ", groups=" + groups);
        }
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shapes.arity(this, 2, inputs);
        Shape x = inputs.get(0), w = inputs.get(1);
        boolean fits = x.rank() == 4 && w.rank() == 4 && x.dim(1) == (long) w.dim(1) * groups && w.dim(0) % groups == 0;
        Shapes.require(fits, this, "x [N,C,H,W] and w [O,C/" + groups + ",R,S], O divisible by the groups", inputs);
        int h = extent(x.dim(2), pad.top(), pad.bottom(), w.dim(2), dilation.h(), stride.h());
        int v = extent(x.dim(3), pad.left(), pad.right(), w.dim(3), dilation.w(), stride.w());
        Shapes.require(h > 0 && v > 0, this, "an image, with its pads " + pad + ", no smaller than the filter", inputs);
        return Shape.of(x.dim(0), w.dim(0), h, v);
    }

    /** How many places a window of {@code kernel} taps has along {@code n} padded elements; at most 0 if it has none. */
    static int extent(int n, int before, int after, int kernel, int dilation, int stride) {
        long span = (long) n + before + after - (long) dilation * (kernel - 1) - 1;
        return Shape.extent(Math.floorDiv(span, stride) + 1);
    }

    @Override
    public Tensor64 evaluate(List<Tensor64> inputs) {
        double[] x = inputs.get(0).data(), w = inputs.get(1).data();
        Shape shape = infer(List.of(inputs.get(0).shape(), inputs.get(1).shape()));
        double[] y = new double[shape.size()];
        new Trilinear(inputs.get(0).shape(), inputs.get(1).shape(), shape, this).rows((xi, wi, yi, count) -> {
            double weight = w[wi];
            for (int k = 0; k < count; k++) {
                y[yi + k] += x[xi + k * stride.w()] * weight;
            }
        });
        return Tensor64.of(shape, y);
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        Value x = inputs.get(0), w = inputs.get(1);
        return i == 0
                ? emit.emit(new Conv2dTranspose(stride, pad, dilation, groups, Conv2dTranspose.extents(x)), g, w)
                : emit.emit(new Conv2dWeightGrad(stride, pad, dilation, groups, Conv2dTranspose.extents(w)), x, g);
    }
}
