package org.limn.autodiff.device.cpu;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.limn.autodiff.device.cpu.array.ArrayKernels;
import org.limn.autodiff.device.cpu.array.Moves;
import org.limn.autodiff.device.cpu.array.Physical;
import org.limn.autodiff.device.cpu.gemm.Contractions;
import org.limn.autodiff.device.cpu.gemm.KernelSet;
import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.device.cpu.kernel.Packs;
import org.limn.autodiff.op.Concat;
import org.limn.autodiff.op.Transpose;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/** Chooses the kernel of every move. */
record KernelChoice(
        KernelSet set,
        ArrayKernels arrays,
        Packs packs,
        Map<Value, Tensor> constants,
        Layouts layouts,
        Storage storage) {

    Kernel of(Move move) {
        if (move.converts()) {
            Stored x = move.inputs().get(0), y = move.output();
            return Moves.rearranged("to " + y.layout(), y.value().shape(), x.strides(), y.strides());
        } else if (move.line().op() instanceof Concat op) {
            return joined(move, op);
        } else if (Views.isView(move)) {
            return Moves.NOTHING;
        } else if (move.line().op() instanceof Transpose op) {
            Stored x = move.inputs().get(0), y = move.output();
            return Moves.rearranged("transpose", y.value().shape(), Views.transposed(x, op), y.strides());
        }
        return Contractions.of(move.line(), constants, set, packs)
                .or(() -> plain(move.line()))
                .orElseGet(() -> new Definition(move.line().op(), move.inputs(), move.output(), constants));
    }

    private Kernel joined(Move move, Concat op) {
        List<Integer> copied = IntStream.range(0, move.inputs().size())
                .filter(i -> !placed(move, op, i))
                .boxed()
                .toList();
        Layout layout = move.output().layout();
        List<Shape> parts = move.inputs().stream()
                .map(x -> layout.physical(x.value().shape()))
                .toList();
        return Moves.concat((Concat) layout.physical(op), parts, move.output().physical(), copied);
    }

    private boolean placed(Move move, Concat op, int i) {
        Stored x = move.inputs().get(i), y = move.output();
        return storage.root(x).equals(storage.root(y))
                && storage.offset(x) == storage.offset(y) + Views.start(move, op, i);
    }

    private Optional<Kernel> plain(Instruction line) {
        Layout layout = layouts.of(line.result());
        List<Shape> inputs =
                line.inputs().stream().map(v -> layout.physical(v.shape())).toList();
        Shape output = layout.physical(line.result().shape());
        return arrays.of(new Physical(layout.physical(line.op()), inputs, output, layout.batchAt()));
    }
}
