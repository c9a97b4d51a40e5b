package org.limn.autodiff.device.gpu.tape;

/** Writes the nonce of the run to activation 0; a run whose last pass does not find it there has lost its arrays. */
public record BeginPass() implements TapePass {
    public static final int CODE = 1;

    @Override
    public int code() {
        return CODE;
    }
}
