package org.limn.loader.verify;

import org.limn.autodiff.SettingException;

/**
 * How far a number may be from the expected one: {@code relative · |expected| + absolute · max|expected| + 1e-7}, the maximum
 * over the tensor. Whole numbers and booleans are exact, and so are NaN and infinities.
 *
 * <p>1e-3 and the last term are those of ONNX's own test runner. It has no second term, which a whole network in float32 needs:
 * logits near 0 carry the rounding of the large ones.
 *
 * @param relative for float32; float16 outputs are given its 8-fold, bfloat16 its 64-fold, as their steps are
 */
public record Tolerance(double relative, double absolute) {
    private static final double LEAST = 1e-7;

    public Tolerance {
        if (!(relative >= 0 && absolute >= 0 && relative < 1 && absolute < 1)) {
            throw new SettingException("tolerances are from 0 to below 1, got " + relative + " and " + absolute);
        }
    }

    public Tolerance() {
        this(1e-3, 1e-5);
    }

    /** What is allowed for one number of a tensor. */
    double allowed(String type, double expected, double largest) {
        if (!type.contains("float") || !Double.isFinite(expected)) {
            return 0;
        }
        double steps = type.equals("bfloat16") ? 64 : type.equals("float16") ? 8 : 1;
        return steps * relative * Math.abs(expected) + absolute * largest + LEAST;
    }
}
