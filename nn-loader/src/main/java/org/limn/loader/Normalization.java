package org.limn.loader;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.limn.autodiff.SettingException;
import org.limn.autodiff.op.Constant;
import org.limn.autodiff.op.Emitter;
import org.limn.autodiff.op.Gather;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.loader.image.Preprocessing;

/**
 * The first lines of a network's program: from an image f32[N,C,H,W], RGB, in [0,1], to what the network was trained on, by the
 * numbers of a {@link Preprocessing}. Numbers that are the same for all channels become one {@code affine} line.
 */
record Normalization(Preprocessing preprocessing, int channels) {
    Normalization {
        if (!preprocessing.fits(channels)) {
            throw new SettingException("preprocessing '" + preprocessing.name() + "' has numbers for "
                    + Math.max(preprocessing.mean().size(), preprocessing.std().size())
                    + " channels, and the network takes "
                    + channels + "; choose one that treats all channels alike: zero-one, unit, tensorflow");
        }
    }

    Value emit(Emitter emit, Value image) {
        boolean reversed = channels == 3 && preprocessing.reversed();
        Value x = reversed ? emit.emit(new Gather(1, List.of(2, 1, 0)), image) : image;
        double[] factors = perChannel(preprocessing::factor), offsets = perChannel(preprocessing::offset);
        if (isUniform(factors) && isUniform(offsets)) {
            return emit.affine(x, factors[0], offsets[0]);
        }
        Value scaled = isUniform(factors) ? emit.scale(x, factors[0]) : emit.mul(x, wide(emit, factors, x.shape()));
        return emit.add(scaled, wide(emit, offsets, x.shape()));
    }

    private double[] perChannel(IntToDoubleFunction number) {
        return IntStream.range(0, channels).mapToDouble(number).toArray();
    }

    private static boolean isUniform(double[] numbers) {
        return Arrays.stream(numbers).allMatch(x -> x == numbers[0]);
    }

    private static Value wide(Emitter emit, double[] numbers, Shape shape) {
        float[] narrow = new float[numbers.length];
        for (int c = 0; c < narrow.length; c++) {
            narrow[c] = (float) numbers[c];
        }
        Value vector = emit.emit(new Constant(Tensor.of(Shape.of(1, numbers.length, 1, 1), narrow)));
        return emit.broadcast(vector, shape);
    }
}
