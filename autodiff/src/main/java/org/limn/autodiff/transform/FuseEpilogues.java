package org.limn.autodiff.transform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.op.Add;
import org.limn.autodiff.op.Broadcast;
import org.limn.autodiff.op.Clip;
import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.op.Conv2dTranspose;
import org.limn.autodiff.op.MatMul;
import org.limn.autodiff.op.Mul;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Relu;
import org.limn.autodiff.op.Step;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Shape;

/**
 * Joins a contraction with what follows it, element by element, while its result is at hand: a sum with a bias, a sum with another
 * value (the shortcut of a residual block, or the other part of a gradient), and last relu, clip, or the mask {@code step(y)} by
 * which a relu's gradient is multiplied. Only values that nothing else reads disappear.
 */
public record FuseEpilogues() implements Pass {
    @Override
    public Program apply(Program program) {
        return new DeadCode().apply(new Fusing(program).run());
    }

    private static final class Fusing {
        private final Program program;
        private final Map<Value, Instruction> definitions;
        private final Rewriting rewriting;
        private final Set<Value> inside = new HashSet<>();
        private final Map<Value, List<Instruction>> fused = new HashMap<>();

        Fusing(Program program) {
            this.program = program;
            definitions = program.definitions();
            rewriting = new Rewriting(program);
        }

        /** From the last line on, so that of two contractions whose results are added the later one takes the sum. */
        Program run() {
            List<Instruction> lines = program.instructions();
            for (int k = lines.size() - 1; k >= 0; k--) {
                Op op = lines.get(k).op();
                if (op instanceof Conv2d || op instanceof Conv2dTranspose || op instanceof MatMul) {
                    fuse(lines.get(k));
                }
            }
            for (Instruction line : lines) {
                List<Instruction> body = fused.get(line.result());
                if (!inside.contains(line.result())) {
                    rewriting.append(body == null ? line : Joined.of(body));
                }
            }
            return rewriting.done();
        }

        private void fuse(Instruction contraction) {
            Body body = new Body(contraction);
            Instruction next = next(contraction);
            while (next != null && takes(body, next)) {
                inside.add(body.end.result());
                body.lines.add(next);
                body.end = next;
                next = next(next);
            }
            if (body.end != contraction) {
                fused.put(body.end.result(), body.lines);
            }
        }

        /** Whether a line can follow a body, which then has what the line reads besides. */
        private boolean takes(Body body, Instruction next) {
            if (body.complete) {
                return false;
            } else if (next.op() instanceof Relu || next.op() instanceof Clip) {
                body.complete = true;
                return true;
            }
            Instruction other = other(next, body.end.result());
            if (other == null) {
                return false;
            } else if (next.op() instanceof Mul && other.op() instanceof Step && !body.bias) {
                body.complete = true;
                return body.lines.add(other);
            } else if (!(next.op() instanceof Add)) {
                return false;
            } else if (other.op() instanceof Broadcast) {
                boolean first = !body.bias;
                body.bias = true;
                return first && isBias(other, body.lines.get(0)) && body.lines.add(other);
            }
            boolean first = !body.residual;
            body.residual = true;
            return first;
        }

        /** The line that alone reads a line's result and is not fused with another contraction already. */
        private @Nullable Instruction next(Instruction line) {
            Instruction reader = rewriting.onlyReader(line.result());
            return reader == null || fused.containsKey(reader.result()) || inside.contains(reader.result())
                    ? null
                    : reader;
        }

        /** The line of what else a binary line reads; null if that is the same value, or the line has one input. */
        private @Nullable Instruction other(Instruction line, Value one) {
            if (line.inputs().size() != 2
                    || line.inputs().get(0).equals(line.inputs().get(1))) {
                return null;
            }
            Value other = line.inputs().get(line.inputs().get(0).equals(one) ? 1 : 0);
            return Objects.requireNonNull(definitions.get(other));
        }

        /** Whether a line makes wide one number per output channel, or per column of a matrix product. */
        private static boolean isBias(Instruction broadcast, Instruction contraction) {
            Shape s = broadcast.inputs().get(0).shape();
            int axis = contraction.op() instanceof MatMul ? s.rank() - 1 : 1;
            return s.dim(axis) == broadcast.result().shape().dim(axis) && s.dim(axis) == s.size();
        }
    }

    /** Lines that become one, in an order in which each is computed before it is read. */
    private static final class Body {
        final List<Instruction> lines = new ArrayList<>();
        /** The line whose result is that of all so far. */
        Instruction end;

        boolean bias;
        boolean residual;
        boolean complete;

        Body(Instruction contraction) {
            lines.add(contraction);
            end = contraction;
        }
    }
}
