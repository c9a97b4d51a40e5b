package org.limn.autodiff.device.gpu.tape;

/** {@code results[to + i] = src[i]}: a program output goes out. */
public record StorePass(int src, int to, int count) implements TapePass {
    public static final int CODE = 4, SRC = 1, TO = 2, COUNT = 3;

    @Override
    public int code() {
        return CODE;
    }
}
