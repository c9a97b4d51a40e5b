package org.limn.loader.onnx;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.limn.autodiff.device.reference.ReferenceDevice;
import org.limn.autodiff.op.Add;
import org.limn.autodiff.op.Affine;
import org.limn.autodiff.op.Div;
import org.limn.autodiff.op.Gather;
import org.limn.autodiff.op.Mul;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Reshape;
import org.limn.autodiff.op.Sub;
import org.limn.autodiff.op.Transpose;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.ProgramBuilder;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.autodiff.transform.DeadCode;
import org.limn.loader.image.Preprocessing;

/**
 * A normalization that is part of the graph: its first lines are arithmetic with constants, {@code value = a · input + b} for each
 * channel. What range the input must have follows from what comes out: a normalized value has 0 within its range, and a range of
 * at least {@value #LEAST_RANGE}. Subtracting 123.7 makes sense of inputs up to 255 only, dividing by 0.229 of inputs up to 1.
 * Arithmetic that hardly changes its input, as a batch normalization of normalized data does, says nothing.
 *
 * @param input the range of the input that makes sense, 1 or 255
 * @param from the least value that comes out then
 * @param to the greatest
 */
record GraphNormalization(int input, double from, double to) {
    private static final double LEAST_RANGE = 0.5;
    private static final double LEAST_SHIFT = 0.25;
    private static final double LEAST_FACTOR = 1.5;
    private static final int MOST_NUMBERS = 1 << 24;

    /** The normalization at the start of a program, whose first input is the image, if there is one that says something. */
    static Optional<GraphNormalization> of(Program network) {
        Value image = network.inputs().get(0).result();
        Value end = end(network, image);
        if (end.equals(image) || image.shape().size() > MOST_NUMBERS) {
            return Optional.empty();
        }
        Program whole = ProgramBuilder.after(network).output("end", end).build();
        Program start = new DeadCode().apply(whole);
        double[] black = run(start, image.shape(), 0), white = run(start, image.shape(), 1);
        return normalizes(black, white) ? sensible(black, white) : Optional.empty();
    }

    private static boolean normalizes(double[] black, double[] white) {
        for (int i = 0; i < black.length; i++) {
            double factor = Math.abs(white[i] - black[i]);
            if (Math.abs(black[i]) >= LEAST_SHIFT || factor >= LEAST_FACTOR || factor <= 1 / LEAST_FACTOR) {
                return true;
            }
        }
        return false;
    }

    private static Optional<GraphNormalization> sensible(double[] black, double[] white) {
        for (int most : new int[] {1, 255}) {
            double from = Double.POSITIVE_INFINITY, to = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < black.length; i++) {
                double brightest = black[i] + most * (white[i] - black[i]);
                from = Math.min(from, Math.min(black[i], brightest));
                to = Math.max(to, Math.max(black[i], brightest));
            }
            if (from <= 0 && to > 0 && to - from >= LEAST_RANGE) {
                return Optional.of(new GraphNormalization(most, from, to));
            }
        }
        return Optional.empty();
    }

    private static double[] run(Program start, Shape shape, double value) {
        double[] pixels = new double[shape.size()];
        Arrays.fill(pixels, value);
        return ReferenceDevice.evaluate(start, List.of(Tensor64.of(shape, pixels)))
                .get(0)
                .data();
    }

    /** The last value that depends on the image through arithmetic with constants alone, each read by one line only. */
    private static Value end(Program network, Value image) {
        Map<Value, List<Instruction>> readers = network.readers();
        Set<Value> fromImage = fromImage(network, image);
        Value end = image;
        List<Instruction> next = readers.getOrDefault(end, List.of());
        while (next.size() == 1 && isArithmetic(next.get(0), end, fromImage)) {
            end = next.get(0).result();
            next = readers.getOrDefault(end, List.of());
        }
        return end;
    }

    private static boolean isArithmetic(Instruction line, Value x, Set<Value> fromImage) {
        Op op = line.op();
        boolean alone = line.inputs().stream().filter(fromImage::contains).count() == 1;
        boolean divided = op instanceof Div && line.inputs().get(0).equals(x);
        return alone
                && (op instanceof Affine
                        || op instanceof Add
                        || op instanceof Sub
                        || op instanceof Mul
                        || divided
                        || op instanceof Transpose
                        || op instanceof Reshape
                        || op instanceof Gather);
    }

    private static Set<Value> fromImage(Program network, Value image) {
        Set<Value> found = new HashSet<>(Set.of(image));
        for (Instruction line : network.instructions()) {
            if (line.inputs().stream().anyMatch(found::contains)) {
                found.add(line.result());
            }
        }
        return found;
    }

    /** The preprocessing that such a network wants: none but the range. */
    Preprocessing preprocessing() {
        return input == 1 ? Preprocessing.ZERO_ONE : Preprocessing.UNIT;
    }

    /** What the graph does: {@code the graph normalizes: it turns 0..255 into -1..1}. */
    String description() {
        return String.format(Locale.ROOT, "the graph normalizes: it turns 0..%d into %.3g..%.3g", input, from, to);
    }
}
