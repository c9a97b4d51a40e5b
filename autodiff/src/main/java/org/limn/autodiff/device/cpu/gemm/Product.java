package org.limn.autodiff.device.cpu.gemm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.device.cpu.kernel.Packs;
import org.limn.autodiff.op.MatMul;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/**
 * {@link MatMul} as a kernel: a {@link Gemm} whose pixels are the columns of b. The rows of a are packed by a stage, as few as they
 * are; b is read where it is, transposed by a stage, or, a constant, packed once.
 *
 * @param count how many products
 * @param shared whether they all have the same b
 */
record Product(MatMul op, int count, int m, int n, int k, boolean shared, KernelSet set) {
    static Product of(MatMul op, Shape a, Shape b, KernelSet set) {
        Shape y = op.infer(java.util.List.of(a, b));
        int count = y.count(0, y.rank() - 2), m = y.dim(-2), n = y.dim(-1), k = a.dim(op.ta() ? -2 : -1);
        boolean shared = b.rank() == 2;
        return shared && !op.ta()
                ? new Product(op, 1, count * m, n, k, true, set)
                : new Product(op, count, m, n, k, shared, set);
    }

    Plan plan(Recipe recipe, @Nullable Tensor constant, Packs packs, Plan.Builder plan) {
        boolean packed = into(new Operand.Output(), recipe, constant, packs, plan);
        return plan.named("gemm " + m + "x" + k + " by " + k + "x" + n + (packed ? " packed" : "") + recipe.epilogue());
    }

    /** Adds the stages that compute it; says whether b is a constant packed before. */
    boolean into(Operand result, Recipe recipe, @Nullable Tensor constant, Packs packs, Plan.Builder plan) {
        Gemm.Left left = left(recipe.a(), plan);
        Gemm.Right right = constant != null && shared && set.packsRight()
                ? packed(constant, recipe.b(), packs, plan)
                : right(recipe.b(), plan);
        plan.stage(new Gemm(set, count, m, k, left, right, new Gemm.Result(result, n, m * n), recipe.epilogue()));
        return right.packed();
    }

    private Gemm.Left left(int input, Plan.Builder plan) {
        int step = Math.multiplyExact(Panels.padded(m, set.rows()), k);
        Operand target = plan.reserve((long) count * step);
        plan.stage(new PackRows(
                new Operand.Input(input), count, m, k, op.ta() ? 1 : k, op.ta() ? m : 1, set.rows(), target));
        return new Gemm.Left(target, step);
    }

    private Gemm.Right packed(Tensor b, int input, Packs packs, Plan.Builder plan) {
        plan.unread(input);
        String order = "right side, transposed " + op.tb() + ", tiles of " + set.width();
        float[] data = packs.get(b, order, () -> set.packRight(b.data(), k, n, op.tb() ? 1 : n, op.tb() ? k : 1));
        return new Gemm.Right(new Operand.Fixed(data, input), null, Pixels.line(n), 0);
    }

    private Gemm.Right right(int input, Plan.Builder plan) {
        int products = shared ? 1 : count;
        Operand b = new Operand.Input(input);
        if (op.tb()) {
            Operand target = plan.reserve((long) products * k * n);
            plan.stage(new TransposeCopy(b, target, products, n, k));
            b = target;
        }
        int[] offsets = new int[k];
        Arrays.setAll(offsets, i -> i * n);
        return new Gemm.Right(b, offsets, Pixels.line(n), shared ? 0 : k * n);
    }
}
