package org.limn.autodiff.transform;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.op.Add;
import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.op.Conv2dTranspose;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Pads;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.Program;

/**
 * Moves constant scales and shifts per channel, which is what batch norm and normalization are, into the filters of the
 * convolutions beside them and into one sum with a bias after those. With ⋆ for convolution, s, b and t per channel:
 *
 * <pre>{@code
 * (x ⋆ w)·s        →  x ⋆ (w·s)               ((x ⋆ w) + b)·s  →  x ⋆ (w·s) + b·s
 * (x·s) ⋆ w        →  x ⋆ (w·s)               (u + b) + t      →  u + (b + t)
 * (x + t) ⋆ w      →  x ⋆ w + Σ w·t           only without padding, whose zeros are not shifted
 * }</pre>
 *
 * and those of scales for the transposed convolutions of gradients, too. The new filters are written as lines of constants, which
 * {@link FoldConstants} then computes in float64 from the file's own parameters and rounds once. A value that something else
 * reads, too, stays.
 */
public record FoldBatchNorm() implements Pass {
    @Override
    public Program apply(Program program) {
        Program before, now = new DeadCode().apply(program);
        do {
            before = now;
            now = new DeadCode().apply(new Folding(now).run());
        } while (!now.equals(before));
        return now;
    }

    private static final class Folding {
        private final Program program;
        private final Rewriting lines;
        private final ChannelConstants constants;

        Folding(Program program) {
            this.program = program;
            lines = new Rewriting(program);
            constants = new ChannelConstants(lines);
        }

        Program run() {
            for (Instruction line : program.instructions()) {
                if (constants.includes(line) || !(isConvolution(line) ? before(line) : after(line))) {
                    lines.append(line);
                }
            }
            return lines.done();
        }

        private static boolean isConvolution(Instruction line) {
            return line.op() instanceof Conv2d || line.op() instanceof Conv2dTranspose;
        }

        /** A convolution of something scaled or shifted. */
        private boolean before(Instruction conv) {
            Value image = conv.inputs().get(0), w = conv.inputs().get(1);
            Instruction inner = lines.definition(image);
            ChannelConstants.Adjusted x = constants.adjusted(inner);
            if (x == null || !constants.includes(w) || !onlyConvolutionsRead(image)) {
                return false;
            }
            lines.origin(Rewriting.united(inner.origin(), conv.origin()));
            if (!x.shiftsOnly() && x.shift() == null) {
                Value filter = constants.scaledBefore(conv, Objects.requireNonNull(x.scale()));
                finish(conv, inner, conv.op(), x.of(), filter, null);
                return true;
            } else if (x.shift() == null
                    || !(conv.op() instanceof Conv2d c && c.pad().equals(Pads.NONE))) {
                return false;
            }
            Value filter = x.scale() == null ? w : constants.scaledBefore(conv, x.scale());
            finish(conv, inner, conv.op(), x.of(), filter, constants.throughFilter(conv, x.shift()));
            return true;
        }

        private boolean onlyConvolutionsRead(Value value) {
            return lines.readers(value).stream().allMatch(Folding::isConvolution) && !lines.leaves(value);
        }

        /** Something scaled or shifted after a convolution, or after another shift. */
        private boolean after(Instruction line) {
            ChannelConstants.Adjusted adjusted = constants.adjusted(line);
            if (adjusted == null || !lines.hasOneReader(adjusted.of())) {
                return false;
            }
            Instruction inner = lines.definition(adjusted.of());
            ChannelConstants.Adjusted first = constants.adjusted(inner);
            if (isConvolution(inner)) {
                return scale(line, inner, adjusted, null);
            } else if (first == null || !first.shiftsOnly()) {
                return false;
            } else if (adjusted.shiftsOnly()) {
                lines.origin(Rewriting.united(inner.origin(), line.origin()));
                Value shift = constants.sum(first.shift(), adjusted.shift());
                finish(line, inner, null, first.of(), null, shift);
                return true;
            }
            return lines.hasOneReader(first.of()) && scale(line, lines.definition(first.of()), adjusted, first.shift());
        }

        /** {@code scale·(conv + bias) + shift}. */
        private boolean scale(
                Instruction line, Instruction conv, ChannelConstants.Adjusted adjusted, @Nullable Value bias) {
            Value scale = adjusted.scale();
            if (scale == null
                    || !isConvolution(conv)
                    || !constants.includes(conv.inputs().get(1))) {
                return false;
            }
            lines.origin(Rewriting.united(conv.origin(), line.origin()));
            Value shift = constants.sum(bias == null ? null : constants.product(bias, scale), adjusted.shift());
            Value filter = constants.scaledAfter(conv, scale);
            finish(line, conv, conv.op(), conv.inputs().get(0), filter, shift);
            return true;
        }

        /** Writes {@code op(x, filter) + shift}, any of which but x may be missing, as the result of a line. */
        private void finish(
                Instruction line,
                Instruction with,
                @Nullable Op op,
                Value x,
                @Nullable Value filter,
                @Nullable Value shift) {
            List<String> origin = Rewriting.united(with.origin(), line.origin());
            if (shift != null) {
                Value u = op == null || filter == null ? x : lines.emit(op, x, filter);
                List<Value> summands = List.of(u, lines.broadcast(shift, u.shape()));
                lines.append(new Instruction(line.result(), new Add(), summands, line.name(), origin));
            } else if (op != null && filter != null) {
                lines.append(new Instruction(line.result(), op, List.of(x, filter), line.name(), origin));
            }
        }
    }
}
