package org.limn.autodiff.device.gpu.kernel;

import org.limn.autodiff.device.gpu.tape.Body;
import org.limn.autodiff.device.gpu.tape.MapPass;
import org.limn.autodiff.device.gpu.tape.Words;

/**
 * Several elementwise ops on one element, as a machine with one accumulator and four registers: the end of every convolution
 * and matrix product, and all of a {@link MapPass}. Registers are variables, picked by comparing numbers, since an array would
 * live in memory.
 */
abstract class BodyRoutines extends FunctionRoutines {
    /** What {@code v} becomes by the steps of the body at {@code b}, for element {@code i} of the result. */
    final float body(int b, int i, float start) {
        float v = start, r0 = 0f, r1 = 0f, r2 = 0f, r3 = 0f;
        int steps = tape[b];
        for (int k = 0, s = b + 1; k < steps; k++, s += Body.STEP) {
            int code = tape[s + Body.CODE], from = tape[s + Body.FROM];
            float o = v;
            if (from >= Body.MEMORY) {
                o = operand(s, i);
            } else if (from == Body.REGISTER) {
                o = r0;
            } else if (from == Body.REGISTER + 1) {
                o = r1;
            } else if (from == Body.REGISTER + 2) {
                o = r2;
            } else if (from == Body.REGISTER + 3) {
                o = r3;
            }
            if (code < Words.BINARY) {
                v = unary(code, o, tape[s + Body.NUMBER]);
            } else if (code == Words.SELECT) {
                v = v > 0f ? o : r3;
            } else if (tape[s + Body.SWAPPED] == 1) {
                v = binary(code, o, v);
            } else {
                v = binary(code, v, o);
            }
            int save = tape[s + Body.SAVE];
            r0 = save == 0 ? v : r0;
            r1 = save == 1 ? v : r1;
            r2 = save == 2 ? v : r2;
            r3 = save == 3 ? v : r3;
        }
        return v;
    }

    /** The element of a step's array operand that belongs to element i of the result. */
    private float operand(int s, int i) {
        int place = tape[s + Body.PLACE];
        int at = i;
        if (tape[s + Body.FROM] == Body.BROADCAST) {
            at = i / tape[s + Body.DIVISOR] % tape[s + Body.MODULUS];
        }
        return place >= 0 ? acts[place + at] : weights[at - 1 - place];
    }

    final void map(int p) {
        int dst = tape[p + MapPass.DST], count = tape[p + MapPass.COUNT], b = tape[p + MapPass.BODY];
        for (int i = getGlobalId(); i < count; i += getGlobalSize()) {
            acts[dst + i] = body(b, i, 0f);
        }
    }
}
