package org.limn.loader.image;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.limn.autodiff.op.Add;
import org.limn.autodiff.op.Constant;
import org.limn.autodiff.op.Emitter;
import org.limn.autodiff.op.Gather;
import org.limn.autodiff.op.Mul;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.loader.Normalisation;

/** The first lines of a program: what {@link Preprocessing#normalize} computes, {@code image · factor + offset} per channel. */
public record PreprocessingLines(Preprocessing preprocessing) implements Normalisation {
    @Override
    public Value emit(Emitter emit, Value image) {
        if (image.shape().dim(1) != 3) {
            throw new IllegalArgumentException(
                    "preprocessing " + preprocessing.name() + " is for images of 3 channels, the network takes "
                            + image.shape().dim(1));
        }
        Value channels = preprocessing.reversed() ? emit.emit(new Gather(1, List.of(2, 1, 0)), image) : image;
        double factor = preprocessing.factor(0), offset = preprocessing.offset(0);
        boolean oneFactor = same(preprocessing::factor), oneOffset = same(preprocessing::offset);
        if (oneFactor) {
            Value scaled = emit.affine(channels, factor, oneOffset ? offset : 0);
            return oneOffset ? scaled : emit.emit(new Add(), scaled, perChannel(emit, preprocessing::offset, image));
        }
        Value scaled = emit.emit(new Mul(), channels, perChannel(emit, preprocessing::factor, image));
        return oneOffset && offset == 0
                ? scaled
                : emit.emit(new Add(), scaled, perChannel(emit, preprocessing::offset, image));
    }

    private static boolean same(IntToDoubleFunction number) {
        return number.applyAsDouble(0) == number.applyAsDouble(1) && number.applyAsDouble(0) == number.applyAsDouble(2);
    }

    private static Value perChannel(Emitter emit, IntToDoubleFunction number, Value image) {
        float[] numbers = new float[3];
        for (int c = 0; c < 3; c++) {
            numbers[c] = (float) number.applyAsDouble(c);
        }
        return emit.broadcast(emit.emit(new Constant(Tensor.of(Shape.of(1, 3, 1, 1), numbers))), image.shape());
    }
}
