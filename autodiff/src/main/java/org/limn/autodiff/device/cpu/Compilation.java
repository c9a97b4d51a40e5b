package org.limn.autodiff.device.cpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.limn.autodiff.device.DeviceException;
import org.limn.autodiff.device.MemoryPlan;
import org.limn.autodiff.device.cpu.array.Box;
import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.device.cpu.kernel.Packs;
import org.limn.autodiff.op.Constant;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/**
 * From a program that the device's passes have gone over to calls of kernels: layouts, moves, views, kernels, lifetimes, places,
 * in this order, each in a class of its own.
 */
final class Compilation {
    /** Elements behind the last value, which reads by whole vectors may overrun into. */
    private static final int SLACK = 64;

    private final Program program;
    private final Layouts layouts;
    private final Map<Value, Tensor> constants = new LinkedHashMap<>();
    private final List<Move> moves;
    private final Storage storage;
    private final List<Kernel> kernels = new ArrayList<>();
    private final Lifetimes lifetimes;

    /** Chooses the kernels of all moves. */
    interface Kernels {
        KernelChoice choice(Map<Value, Tensor> constants, Layouts layouts, Storage storage);
    }

    Compilation(Program program, Kernels kernels) {
        this.program = program;
        layouts = Layouts.of(program);
        for (Instruction line : program.instructions()) {
            if (line.op() instanceof Constant c) {
                constants.put(line.result(), c.tensor());
            }
        }
        moves = Lowering.of(program, layouts, constants.keySet());
        storage = Views.of(moves, fixed());
        KernelChoice choice = kernels.choice(constants, layouts, storage);
        moves.forEach(move -> this.kernels.add(choice.of(move)));
        lifetimes = new Lifetimes(storage);
        live();
    }

    /** What is in the arena before the first move and stays where it is. */
    private Set<Value> fixed() {
        Set<Value> fixed = new HashSet<>(constants.keySet());
        program.inputs().forEach(line -> fixed.add(line.result()));
        return fixed;
    }

    private Stored own(Value value) {
        return new Stored(value, layouts.of(value));
    }

    private void live() {
        int end = moves.size() + 1;
        program.inputs().forEach(line -> lifetimes.touch(own(line.result()), 0));
        program.outputs().forEach(o -> lifetimes.touch(own(o.value()), end));
        for (int k = 0; k < moves.size(); k++) {
            Move move = moves.get(k);
            lifetimes.touch(move.output(), k + 1);
            for (int i = 0; i < move.inputs().size(); i++) {
                if (kernels.get(k).reads(i)) {
                    lifetimes.touch(move.inputs().get(i), k + 1);
                }
            }
        }
        for (Stored root : List.copyOf(lifetimes.roots())) {
            if (constants.containsKey(root.value())) {
                lifetimes.touch(root, 0);
                lifetimes.touch(root, end);
            }
        }
        for (int k = 0; k < moves.size(); k++) {
            lifetimes.reuse(moves.get(k), kernels.get(k), k + 1, constants.keySet());
        }
    }

    /** Places everything and makes the executable, which lets its packs go when it is closed. */
    CpuExecutable finish(Team team, long budget, Packs packs) {
        List<Stored> roots = List.copyOf(lifetimes.roots());
        List<MemoryPlan.Buffer> buffers = new ArrayList<>();
        roots.forEach(root -> buffers.add(lifetimes.buffer(root)));
        for (int k = 0; k < moves.size(); k++) {
            buffers.add(new MemoryPlan.Buffer(k + 1, k + 1, kernels.get(k).workspace()));
        }
        MemoryPlan plan = MemoryPlan.of(buffers, SLACK, budget);
        Map<Stored, Integer> starts = new HashMap<>();
        for (int i = 0; i < roots.size(); i++) {
            starts.put(roots.get(i), plan.offsets().get(i));
        }
        float[] arena = allocate(plan.size());
        fill(arena, roots, starts);
        List<CpuExecutable.Call> calls = new ArrayList<>();
        for (int k = 0; k < moves.size(); k++) {
            calls.add(call(k, arena, starts, plan.offsets().get(roots.size() + k)));
        }
        Map<Value, CpuExecutable.Place> places = new HashMap<>();
        for (Instruction line : program.instructions()) {
            Stored stored = own(line.result());
            if (starts.containsKey(storage.root(stored))) {
                places.put(line.result(), new CpuExecutable.Place(stored, start(stored, starts)));
            }
        }
        return new CpuExecutable(program, team, packs, arena, calls, places);
    }

    private static float[] allocate(int size) {
        try {
            return new float[size];
        } catch (OutOfMemoryError e) {
            throw new DeviceException(
                    "the program needs " + 4L * size + " bytes for its values, which the heap of "
                            + Runtime.getRuntime().maxMemory()
                            + " bytes does not have left: use a smaller batch, or give the JVM more memory (-Xmx)",
                    e);
        }
    }

    private void fill(float[] arena, List<Stored> roots, Map<Stored, Integer> starts) {
        for (Stored root : roots) {
            Tensor tensor = constants.get(root.value());
            if (tensor != null) {
                Shape shape = tensor.shape();
                Box.of(shape, shape.strides(), root.strides()).copy(tensor.data(), 0, arena, start(root, starts));
            }
        }
    }

    private int start(Stored stored, Map<Stored, Integer> starts) {
        return Objects.requireNonNull(starts.get(storage.root(stored))) + storage.offset(stored);
    }

    private CpuExecutable.Call call(int k, float[] arena, Map<Stored, Integer> starts, int workspace) {
        Move move = moves.get(k);
        Kernel kernel = kernels.get(k);
        int[] inputs = new int[move.inputs().size()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = kernel.reads(i) ? start(move.inputs().get(i), starts) : -1;
        }
        Kernel.Places places = new Kernel.Places(arena, inputs, start(move.output(), starts), workspace);
        return new CpuExecutable.Call(move, kernel, places);
    }
}
