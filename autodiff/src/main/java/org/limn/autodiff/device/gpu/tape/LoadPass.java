package org.limn.autodiff.device.gpu.tape;

/** {@code acts[dst + i] = inputs[from + i]}: a program input comes in. */
public record LoadPass(int dst, int from, int count) implements TapePass {
    public static final int CODE = 3, DST = 1, FROM = 2, COUNT = 3;

    @Override
    public int code() {
        return CODE;
    }
}
