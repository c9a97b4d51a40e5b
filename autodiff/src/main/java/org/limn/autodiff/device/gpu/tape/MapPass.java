package org.limn.autodiff.device.gpu.tape;

/** Elementwise ops, one or many: each element of the result by the steps of a {@link Body}. */
public record MapPass(int dst, int count, int body) implements TapePass {
    public static final int CODE = 5, DST = 1, COUNT = 2, BODY = 3;

    @Override
    public int code() {
        return CODE;
    }
}
