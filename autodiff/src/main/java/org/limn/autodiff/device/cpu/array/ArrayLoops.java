package org.limn.autodiff.device.cpu.array;

import java.util.List;
import org.limn.autodiff.op.Op;

/** The loops of a kernel set: by vectors, or one element at a time. */
interface ArrayLoops {
    /** How many elements a vector has; 1 without vectors. */
    int width();

    /**
     * The loops of a unary or binary op, one after the other. The first reads the op's inputs; each later one reads, as its a,
     * the op's first input again and, as its b, what the one before it wrote.
     */
    List<Loop> of(Op op);

    /** {@code y = a} where {@code c > 0}, else b. */
    void select(float[] c, int i, float[] a, int j, float[] b, int k, float[] y, int l, int n);

    /** {@code d += g} where {@code x = m}, and there {@code g = 0} afterwards. */
    void route(float[] x, int i, float[] m, int j, float[] g, int k, float[] d, int l, int n);

    /** {@code y = max(a, b)}. */
    Loop max();

    /** {@code y = e^b}, whatever a is. */
    Loop exp();

    /** {@code y = scale·x + offset}, rounded once. */
    void affine(float[] x, int i, float[] y, int k, int n, float scale, float offset);

    /** The sum of a run, in an order that depends on n alone; {@code local} has room for {@link #LANES} elements
     * from {@code lanes} on. */
    float sum(float[] x, int i, int n, float[] local, int lanes);

    /** The greatest of a run; NaN if there is one. */
    float max(float[] x, int i, int n, float[] local, int lanes);

    /** Room for the lanes of the widest vector there is. */
    int LANES = 64;
}
