package org.limn.autodiff.tensor;

/**
 * Shapes or attributes that do not fit an op, or an array too large: what was needed and what came. Whoever reads programs or graphs
 * that others wrote catches this one; any other {@link IllegalArgumentException} is a mistake of the caller.
 */
public final class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public ShapeException(String message) {
        super(message);
    }
}
