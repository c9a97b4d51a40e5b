package org.limn.autodiff.op;

import java.util.List;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/**
 * The adjoint of {@link Conv2d} in w: {@code w[o,c,r,s] = Σ_{n,i,j} x[n, c, i·sh − top + r·dh, j·sw − left + s·dw]·g[n,o,i,j]}.
 *
 * @param kernel R and S of the result, which the stride leaves open
 */
public record Conv2dWeightGrad(
        @Default("1x1") Pair stride,
        @Default("0x0") Pads pad,
        @Default("1x1") Pair dilation,
        @Default("1") int groups,
        Pair kernel)
        implements Op {
    /** The convolution of which this is the adjoint. */
    public Conv2d adjoint() {
        return new Conv2d(stride, pad, dilation, groups);
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shapes.arity(this, 2, inputs);
        Shape x = inputs.get(0), g = inputs.get(1);
        boolean fits = x.rank() == 4 && g.rank() == 4 && x.dim(1) % groups == 0;
        Shapes.require(fits, this, "x [N,C,H,W], C divisible by the groups, and g [N,O,H,W]", inputs);
        Shape w = Shape.of(g.dim(1), x.dim(1) / groups, kernel.h(), kernel.w());
        new Trilinear(x, w, g, adjoint()).check(this);
        return w;
    }

    @Override
    public Tensor64 evaluate(List<Tensor64> inputs) {
        double[] x = inputs.get(0).data(), g = inputs.get(1).data();
        Shape shape = infer(List.of(inputs.get(0).shape(), inputs.get(1).shape()));
        double[] w = new double[shape.size()];
        new Trilinear(inputs.get(0).shape(), shape, inputs.get(1).shape(), adjoint()).rows((xi, wi, gi, count) -> {
            double sum = 0;
            for (int k = 0; k < count; k++) {
                sum += x[xi + k * stride.w()] * g[gi + k];
            }
            w[wi] += sum;
        });
        return Tensor64.of(shape, w);
    }

    @Override
    public Value vjp(int i, Emitter emit, List<Value> inputs, Value output, Value g) {
        Value x = inputs.get(0);
        return i == 0
                ? emit.emit(
                        new Conv2dTranspose(stride, pad, dilation, groups, Conv2dTranspose.extents(x)),
                        inputs.get(1),
                        g)
                : emit.emit(adjoint(), x, g);
    }
}
