package org.limn.autodiff.op;

import org.limn.autodiff.tensor.Shape;

/**
 * What one line of a program computes: its number and its shape.
 *
 * @param id unique in its program; printed as {@code %id}
 */
public record Value(int id, Shape shape) {
    /** Stands for a derivative that is zero everywhere: the path ends here. It belongs to no program. */
    public static final Value ZERO = new Value(-1, Shape.SCALAR);

    @Override
    public String toString() {
        return "%" + id;
    }
}
