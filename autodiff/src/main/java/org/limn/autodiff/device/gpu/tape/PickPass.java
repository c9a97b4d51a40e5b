package org.limn.autodiff.device.gpu.tape;

/**
 * Gather and scatter_add: {@code y[o,m,j] = Σ x[o,k,j]} over the k listed for m, in their order.
 *
 * @param size entries along the axis in the result
 * @param n entries along the axis in x
 * @param inner elements after the axis
 * @param lists table: where each m's list starts (m = 0..size), then the lists
 */
public record PickPass(int dst, int count, int src, int size, int n, int inner, int lists) implements TapePass {
    public static final int CODE = 7, DST = 1, COUNT = 2, SRC = 3, SIZE = 4, N = 5, INNER = 6, LISTS = 7;

    @Override
    public int code() {
        return CODE;
    }
}
