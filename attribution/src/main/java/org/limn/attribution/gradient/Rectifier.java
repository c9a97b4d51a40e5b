package org.limn.attribution.gradient;

import java.util.Optional;
import org.limn.autodiff.op.Emitter;
import org.limn.autodiff.op.Relu;
import org.limn.autodiff.op.Step;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.transform.Gradient;

/** Other derivatives of {@code y = max(x, 0)}: which part of what arrives, g, goes on. All other ops keep theirs. */
enum Rectifier implements Gradient.Rule {
    /** {@code max(g, 0)} where x > 0: guided backpropagation. */
    GUIDED {
        @Override
        Value passed(Emitter emit, Value y, Value g) {
            return emit.mul(emit.emit(new Relu(), g), emit.emit(new Step(), y));
        }
    },
    /** {@code max(g, 0)} wherever: deconvnet. */
    DECONVNET {
        @Override
        Value passed(Emitter emit, Value y, Value g) {
            return emit.emit(new Relu(), g);
        }
    };

    abstract Value passed(Emitter emit, Value y, Value g);

    @Override
    public Optional<Value> vjp(Emitter emit, Instruction line, int i, Value g) {
        return line.op() instanceof Relu ? Optional.of(passed(emit, line.result(), g)) : Optional.empty();
    }
}
