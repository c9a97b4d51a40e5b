package org.limn.autodiff.device.gpu.tape;

/** Copies activation 0, the nonce, to result 0. */
public record EndPass() implements TapePass {
    public static final int CODE = 2;

    @Override
    public int code() {
        return CODE;
    }
}
