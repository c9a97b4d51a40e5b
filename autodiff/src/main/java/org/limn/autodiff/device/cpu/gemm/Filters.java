package org.limn.autodiff.device.cpu.gemm;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.device.cpu.kernel.Packs;
import org.limn.autodiff.tensor.Tensor;

/**
 * The filters of a line: a constant, packed once for all executables, or an input, packed by a stage of every run.
 *
 * @param input which input of the line they are
 */
record Filters(@Nullable Tensor constant, int input, Packs packs) {
    /** The filters in this order. */
    Operand packed(FilterOrder order, Plan.Builder plan) {
        if (constant != null) {
            plan.unread(input);
            float[] data = constant.data();
            return new Operand.Fixed(packs.get(constant, order.key(), () -> order.pack(data)), input);
        }
        Operand target = plan.reserve(order.size());
        plan.stage(new PackFilter(order, new Operand.Input(input), target));
        return target;
    }

    /** The transformed filters, which must be a constant. */
    Operand transformed(WinogradFilters order, Plan.Builder plan) {
        plan.unread(input);
        Tensor filters = Objects.requireNonNull(constant);
        return new Operand.Fixed(packs.get(filters, order.key(), () -> order.pack(filters.data())), input);
    }

    /** The filters as they are. */
    Operand plain(Plan.Builder plan) {
        if (constant != null) {
            plan.unread(input);
        }
        return constant != null ? new Operand.Fixed(constant.data(), input) : new Operand.Input(input);
    }
}
