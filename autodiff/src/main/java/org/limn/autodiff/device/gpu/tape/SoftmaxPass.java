package org.limn.autodiff.device.gpu.tape;

/** Softmax along an axis of {@code n} entries, {@code inner} floats apart; one work group per row. */
public record SoftmaxPass(int dst, int rows, int n, int inner, int src) implements TapePass {
    public static final int CODE = 10, DST = 1, ROWS = 2, N = 3, INNER = 4, SRC = 5;

    @Override
    public int code() {
        return CODE;
    }
}
