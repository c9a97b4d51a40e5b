package org.limn.autodiff.device.gpu.tape;

import java.util.List;

/**
 * A program as the kernel reads it.
 *
 * @param ints tables, then {@link TapePass#SLOTS} ints for each pass
 * @param first where the first pass stands
 * @param numbers floats that passes point at
 * @param passes what is on the tape, for people
 * @param acts floats of activations that it needs
 * @param inputs floats that come in
 * @param results floats that go out, the nonce first
 */
public record Tape(int[] ints, int first, float[] numbers, List<TapePass> passes, int acts, int inputs, int results) {
    /** How many passes at the end bring results out; they belong into one execution. */
    public int tail() {
        int k = passes.size();
        while (k > 0 && (passes.get(k - 1) instanceof StorePass || passes.get(k - 1) instanceof EndPass)) {
            k--;
        }
        return passes.size() - k;
    }

    /** Where on the tape a pass stands. */
    public int at(int pass) {
        return first + pass * TapePass.SLOTS;
    }
}
