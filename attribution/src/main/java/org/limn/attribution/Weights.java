package org.limn.attribution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.limn.autodiff.op.Constant;
import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.op.MatMul;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Tensor;

/**
 * The learned layers of a program: the kernels of its convolutions and the matrices of its products. Biases and normalizations are
 * not among them. They are counted from the image on, alike in the programs of one network for any batch.
 */
public final class Weights {
    private Weights() {}

    /** The names of the layers' weights, in the order in which the program reads them; a weight without a name has its number. */
    public static List<String> names(Program program) {
        List<Instruction> lines = lines(program);
        List<String> names = new ArrayList<>();
        for (Instruction line : lines) {
            names.add(line.name().isEmpty() ? "weights " + names.size() : line.name());
        }
        return names;
    }

    /** The program with other weights of the same shapes. */
    public static Program replaced(Program program, Change change) {
        List<Instruction> lines = lines(program);
        List<String> names = names(program);
        Map<Value, Instruction> changed = new HashMap<>();
        for (int k = 0; k < lines.size(); k++) {
            Instruction line = lines.get(k);
            Tensor before = ((Constant) line.op()).tensor();
            Tensor after = change.of(k, names.get(k), before);
            if (!after.shape().equals(before.shape())) {
                throw new IllegalArgumentException("the weights " + names.get(k) + " are f32" + before.shape()
                        + ", their replacement f32" + after.shape());
            }
            changed.put(line.result(), line.withOp(new Constant(after), List.of()));
        }
        return new Program(
                program.instructions().stream()
                        .map(i -> changed.getOrDefault(i.result(), i))
                        .toList(),
                program.outputs());
    }

    /** What becomes of a layer's weights. */
    @FunctionalInterface
    public interface Change {
        /**
         * New weights.
         *
         * @param layer counted from the image, from 0
         */
        Tensor of(int layer, String name, Tensor weights);
    }

    /** The constants behind the convolutions' and products' operands, through lines that only give them another shape. */
    private static List<Instruction> lines(Program program) {
        Map<Value, Instruction> made = program.definitions();
        List<Instruction> lines = new ArrayList<>();
        for (Instruction line : program.instructions()) {
            if (line.op() instanceof Conv2d || line.op() instanceof MatMul) {
                for (Value operand : line.inputs()) {
                    Instruction from = Objects.requireNonNull(made.get(operand));
                    while (from.inputs().size() == 1) {
                        from = Objects.requireNonNull(made.get(from.inputs().get(0)));
                    }
                    if (from.op() instanceof Constant && !lines.contains(from)) {
                        lines.add(from);
                    }
                }
            }
        }
        return lines;
    }
}
