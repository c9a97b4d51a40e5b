package org.limn.autodiff.op;

import java.util.List;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/**
 * The adjoint of {@link Conv2d} in x: every element of g [N,O,H',W'] adds its filter, w [O,C/groups,R,S], at its place into x
 * [N,C,H,W]. Also known as deconvolution.
 *
 * @param size H and W of the result, which the stride leaves open
 */
public record Conv2dTranspose(
        @Default("1x1") Pair stride,
        @Default("0x0") Pads pad,
        @Default("1x1") Pair dilation,
        @Default("1") int groups,
        Pair size)
        implements Op {
    /** The last two extents of an image or filter. */
    static Pair extents(Value v) {
        return new Pair(v.shape().dim(2), v.shape().dim(3));
    }

    /** The convolution of which this is the adjoint. */
    public Conv2d adjoint() {
        return new Conv2d(stride, pad, dilation, groups);
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shapes.arity(this, 2, inputs);
        Shape g = inputs.get(0), w = inputs.get(1);
        Shapes.require(g.rank() == 4 && w.rank() == 4, this, "g [N,O,H,W] and w [O,C/groups,R,S]", inputs);
        Shape x = Shape.of(g.dim(0), Shape.extent((long) w.dim(1) * groups), size.h(), size.w());
        new Trilinear(x, w, g, adjoint()).check(this);
        return x;
    }

    @Override
    public Tensor64 evaluate(List<Tensor64> inputs) {
        double[] g = inputs.get(0).data(), w = inputs.get(1).data();
        Shape shape = infer(List.of(inputs.get(0).shape(), inputs.get(1).shape()));
        double[] x = new double[shape.size()];
        new Trilinear(shape, inputs.get(1).shape(), inputs.get(0).shape(), adjoint()).rows((xi, wi, gi, count) -> {
            double weight = w[wi];
            for (int k = 0; k < count; k++) {
                x[xi + k * stride.w()] += g[gi + k] * weight;
            }
        });
        return Tensor64.of(shape, x);
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        Value w = inputs.get(1);
        return i == 0
                ? emit.emit(adjoint(), g, w)
                : emit.emit(new Conv2dWeightGrad(stride, pad, dilation, groups, extents(w)), g, inputs.get(0));
    }
}
