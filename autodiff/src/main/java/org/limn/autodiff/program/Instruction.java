package org.limn.autodiff.program;

import java.util.List;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Value;

/**
 * One line of a program: {@code result = op(inputs)}.
 *
 * @param name what the value is called outside, such as its tensor's name in the ONNX file; empty where nobody named it
 * @param origin where the line comes from: the nodes of the file, or the line that it differentiates; several where a pass
 *     joined lines
 */
public record Instruction(Value result, Op op, List<Value> inputs, String name, List<String> origin) {
    public Instruction {
        inputs = List.copyOf(inputs);
        origin = List.copyOf(origin);
    }

    public Instruction withOp(Op other, List<Value> itsInputs) {
        return new Instruction(result, other, itsInputs, name, origin);
    }

    @Override
    public String toString() {
        return Printer.line(this);
    }
}
