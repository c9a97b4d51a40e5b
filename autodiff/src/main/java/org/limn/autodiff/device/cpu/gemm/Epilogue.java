package org.limn.autodiff.device.cpu.gemm;

import org.jspecify.annotations.Nullable;

/**
 * What happens to a sum before it is stored: {@code min(max(sum + bias + residual, floor), ceiling)}, or, with a mask y, {@code
 * sum + residual} where y is positive and 0 elsewhere.
 *
 * @param columns whether the bias has one number per pixel (the last axis of a matrix product) rather than one per row
 */
record Epilogue(
        @Nullable Operand bias,
        boolean columns,
        @Nullable Operand residual,
        float floor,
        float ceiling,
        @Nullable Operand mask) {
    /** Stores the sums as they are. */
    static final Epilogue NONE =
            new Epilogue(null, false, null, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, null);

    Epilogue {
        if (mask != null && (bias != null || floor > Float.NEGATIVE_INFINITY || ceiling < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("an epilogue with a mask has neither bias nor bounds");
        }
    }

    Epilogue withBias(Operand it, boolean perColumn) {
        return new Epilogue(it, perColumn, residual, floor, ceiling, mask);
    }

    Epilogue withResidual(Operand it) {
        return new Epilogue(bias, columns, it, floor, ceiling, mask);
    }

    Epilogue withBounds(float low, float high) {
        return new Epilogue(bias, columns, residual, low, high, mask);
    }

    Epilogue withMask(Operand it) {
        return new Epilogue(bias, columns, residual, floor, ceiling, it);
    }

    /** For listings: {@code +bias +add +relu}. */
    @Override
    public String toString() {
        String bounds = ceiling < Float.POSITIVE_INFINITY
                ? " +clip"
                : floor == 0 ? " +relu" : floor > Float.NEGATIVE_INFINITY ? " +clip" : "";
        return (bias != null ? " +bias" : "")
                + (residual != null ? " +add" : "")
                + bounds
                + (mask != null ? " +mask" : "");
    }
}
