package org.limn.autodiff.device.cpu;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.limn.autodiff.device.cpu.array.Box;
import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;

/**
 * What runs where there is no kernel: the op's definition, on inputs brought into row-major order and widened, its result
 * rounded. Slow, on one thread, and right.
 */
record Definition(Op op, List<Stored> inputs, Stored output, Map<Value, Tensor> constants)
        implements Kernel.OfOneStage {
    @Override
    public String name() {
        return "definition";
    }

    @Override
    public boolean reads(int input) {
        return !constants.containsKey(inputs.get(input).value());
    }

    @Override
    public int units() {
        return 1;
    }

    @Override
    public void run(Places places, int from, int to, float[] local) {
        List<Tensor64> arguments = IntStream.range(0, inputs.size())
                .mapToObj(i -> argument(i, places).widen())
                .toList();
        Tensor result = op.evaluate(arguments).rounded();
        Shape shape = output.value().shape();
        Box.of(shape, shape.strides(), output.strides()).copy(result.data(), 0, places.arena(), places.output());
    }

    private Tensor argument(int i, Places places) {
        Tensor constant = constants.get(inputs.get(i).value());
        return constant != null ? constant : fetch(inputs.get(i), places.arena(), places.inputs()[i]);
    }

    /** A value as a tensor, row-major. */
    static Tensor fetch(Stored stored, float[] arena, int at) {
        Shape shape = stored.value().shape();
        float[] data = new float[shape.size()];
        Box.of(shape, stored.strides(), shape.strides()).copy(arena, at, data, 0);
        return Tensor.of(shape, data);
    }
}
