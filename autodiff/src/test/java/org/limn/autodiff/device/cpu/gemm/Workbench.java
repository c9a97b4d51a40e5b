package org.limn.autodiff.device.cpu.gemm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.device.cpu.kernel.Packs;
import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.op.Conv2dTranspose;
import org.limn.autodiff.op.Conv2dWeightGrad;
import org.limn.autodiff.op.Fused;
import org.limn.autodiff.op.MatMul;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;

/**
 * One line and its inputs, run by its kernel in an arena that is NaN wherever nothing was given, so that a kernel that reads
 * what it should not is seen, and checked for writes beside the result.
 *
 * @param constant which inputs are constants of the program
 */
record Workbench(Instruction line, List<Tensor> inputs, List<Integer> constant) {
    private static final int GAP = 80;

    /** A line with inputs between −1 and 1 of this seed. */
    static Workbench of(Op op, List<Shape> shapes, List<Integer> constant, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Tensor> inputs = new ArrayList<>();
        List<Value> values = new ArrayList<>();
        for (Shape shape : shapes) {
            float[] data = new float[shape.size()];
            for (int i = 0; i < data.length; i++) {
                data[i] = (float) random.nextDouble(-1, 1);
            }
            values.add(new Value(values.size(), shape));
            inputs.add(Tensor.of(shape, data));
        }
        Value result = new Value(values.size(), op.infer(shapes));
        return new Workbench(new Instruction(result, op, values, "", List.of()), inputs, constant);
    }

    Tensor64 definition() {
        return line.op().evaluate(inputs.stream().map(Tensor::widen).toList());
    }

    Kernel kernel(KernelSet set) {
        Map<Value, Tensor> constants = new HashMap<>();
        constant.forEach(i -> constants.put(line.inputs().get(i), inputs.get(i)));
        return Contractions.of(line, constants, set, new Packs()).orElseThrow();
    }

    Tensor run(Kernel kernel) {
        return run(kernel, null, -1);
    }

    /** Runs a kernel, every stage cut at random into ranges that run in random order. */
    Tensor run(Kernel kernel, SplittableRandom cuts) {
        return run(kernel, cuts, -1);
    }

    /** Runs a kernel, uncut where there is no random, with the result in the place of input {@code over} if there is one. */
    Tensor run(Kernel kernel, @Nullable SplittableRandom cuts, int over) {
        int[] at = new int[inputs.size()];
        int used = GAP;
        for (int i = 0; i < at.length; i++) {
            at[i] = used;
            used += inputs.get(i).shape().size() + GAP;
        }
        Shape shape = line.result().shape();
        int output = over < 0 ? used : at[over], workspace = used + shape.size() + GAP;
        float[] arena = new float[workspace + kernel.workspace() + GAP];
        Arrays.fill(arena, Float.NaN);
        for (int i = 0; i < at.length; i++) {
            if (kernel.reads(i)) {
                float[] data = physical(i);
                System.arraycopy(data, 0, arena, at[i], data.length);
            }
        }
        float[] before = arena.clone();
        Kernel.Places places = new Kernel.Places(arena, at, output, workspace);
        kernel.stages().forEach(stage -> run(stage, places, cuts));
        Arrays.fill(before, output, output + shape.size(), 0);
        float[] result = Arrays.copyOfRange(arena, output, output + shape.size());
        Arrays.fill(arena, output, output + shape.size(), 0);
        if (!Arrays.equals(before, 0, workspace, arena, 0, workspace)) {
            throw new AssertionError("wrote beside its result: " + kernel.name());
        }
        return Tensor.of(shape, channelsFirst(line.op(), -1) ? swapped(shape.dim(1), shape.dim(0), result) : result);
    }

    private static void run(Kernel.Stage stage, Kernel.Places places, @Nullable SplittableRandom cuts) {
        float[] local = new float[stage.local() + 64];
        Arrays.fill(local, Float.NaN);
        if (cuts == null) {
            stage.run(places, 0, stage.units(), local);
            return;
        }
        List<int[]> ranges = new ArrayList<>();
        for (int from = 0; from < stage.units(); ) {
            int to = from + 1 + cuts.nextInt(Math.max(1, stage.units() / 2));
            ranges.add(cuts.nextInt(ranges.size() + 1), new int[] {from, Math.min(to, stage.units())});
            from = to;
        }
        ranges.forEach(r -> stage.run(places, r[0], r[1], local));
    }

    private float[] physical(int i) {
        Shape shape = inputs.get(i).shape();
        float[] data = inputs.get(i).data();
        return channelsFirst(line.op(), i) ? swapped(shape.dim(0), shape.dim(1), data) : data;
    }

    /** Whether a value lies as [C][N][H][W]; −1 asks for the result. */
    private static boolean channelsFirst(Op op, int input) {
        if (op instanceof Fused) {
            return channelsFirst(contraction(op), input);
        }
        return !(op instanceof MatMul) && (op instanceof Conv2dWeightGrad ? input >= 0 : input != 1);
    }

    private static Op contraction(Op op) {
        return op instanceof Fused f
                ? f.steps().stream()
                        .map(Fused.Step::op)
                        .filter(Recipe::contraction)
                        .findFirst()
                        .orElseThrow()
                : op;
    }

    /** [a][b][…] as [b][a][…]. */
    private static float[] swapped(int a, int b, float[] x) {
        int rest = x.length / Math.max(1, a * b);
        float[] y = new float[x.length];
        for (int i = 0; i < a; i++) {
            for (int j = 0; j < b; j++) {
                System.arraycopy(x, (i * b + j) * rest, y, (j * a + i) * rest, rest);
            }
        }
        return y;
    }

    /** How many terms one element of the result sums, at most. */
    int terms() {
        Op op = contraction(line.op());
        Shape a = line.inputs().get(0).shape(), b = line.inputs().get(1).shape();
        if (op instanceof MatMul m) {
            return a.dim(m.ta() ? -2 : -1);
        } else if (op instanceof Conv2d) {
            return b.count(1, 4);
        }
        return op instanceof Conv2dTranspose ? b.dim(0) * b.count(2, 4) : b.dim(0) * b.count(2, 4);
    }
}
