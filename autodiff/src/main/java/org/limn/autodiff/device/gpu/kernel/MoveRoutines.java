package org.limn.autodiff.device.gpu.kernel;

import org.limn.autodiff.device.gpu.tape.MovePass;
import org.limn.autodiff.device.gpu.tape.PickPass;

/** Ops that put numbers elsewhere: one work item per element of the result, which looks up where it comes from. */
abstract class MoveRoutines extends BodyRoutines {
    final void move(int p) {
        int dst = tape[p + MovePass.DST], count = tape[p + MovePass.COUNT];
        int part = tape[p + MovePass.PART], row = tape[p + MovePass.ROW];
        for (int i = getGlobalId(); i < count; i += getGlobalSize()) {
            acts[dst + i / part * row + i % part] = source(p, i);
        }
    }

    private float source(int p, int i) {
        int place = tape[p + MovePass.SRC], axes = tape[p + MovePass.AXES];
        int at = tape[p + MovePass.FIRST], rest = i, real = 1;
        for (int a = tape[p + MovePass.RANK] - 1; a >= 0; a--) {
            int axis = axes + a * MovePass.AXIS;
            int extent = tape[axis], every = tape[axis + 3];
            int c = rest % extent + tape[axis + 2];
            rest = rest / extent;
            if (c < 0 || c % every != 0 || c / every >= tape[axis + 4]) {
                real = 0;
            } else {
                at += c / every * tape[axis + 1];
            }
        }
        float v = numbers[tape[p + MovePass.FILL]];
        if (real == 1) {
            v = place >= 0 ? acts[place + at] : weights[at - 1 - place];
        }
        return v;
    }

    final void pick(int p) {
        int dst = tape[p + PickPass.DST], count = tape[p + PickPass.COUNT], place = tape[p + PickPass.SRC];
        int size = tape[p + PickPass.SIZE], n = tape[p + PickPass.N], inner = tape[p + PickPass.INNER];
        int lists = tape[p + PickPass.LISTS];
        float[] src = place >= 0 ? acts : weights;
        int src0 = offset(place);
        for (int i = getGlobalId(); i < count; i += getGlobalSize()) {
            int j = i % inner, m = i / inner % size;
            int from = src0 + i / inner / size * n * inner + j;
            float v = 0f;
            for (int e = tape[lists + m]; e < tape[lists + m + 1]; e++) {
                v += src[from + tape[lists + size + 1 + e] * inner];
            }
            acts[dst + i] = v;
        }
    }
}
