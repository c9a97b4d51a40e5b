package org.limn.autodiff.device.gpu.kernel;

import org.limn.autodiff.device.gpu.tape.SoftmaxPass;
import org.limn.autodiff.device.gpu.tape.SumPass;

/** Sums over axes, and softmax. The order of every sum is fixed by the shapes, so results are the same at every run. */
abstract class SumRoutines extends MoveRoutines {
    final void sums(int p) {
        int place = tape[p + SumPass.SRC];
        float[] src = place >= 0 ? acts : weights;
        int src0 = offset(place), count = tape[p + SumPass.COUNT];
        for (int o = getGlobalId(); o < count; o += getGlobalSize()) {
            int from = src0 + walk(o, tape[p + SumPass.KEPT], tape[p + SumPass.KEPT_RANK]);
            float v = 0f;
            for (int t = 0; t < tape[p + SumPass.TERMS]; t++) {
                v += src[from + walk(t, tape[p + SumPass.SUMMED], tape[p + SumPass.SUMMED_RANK])];
            }
            acts[tape[p + SumPass.DST] + o] = v;
        }
    }

    final void groupedSums(int p) {
        int place = tape[p + SumPass.SRC];
        float[] src = place >= 0 ? acts : weights;
        int src0 = offset(place), count = tape[p + SumPass.COUNT];
        for (int o = getGroupId(); o < count; o += getNumGroups()) {
            int from = src0 + walk(o, tape[p + SumPass.KEPT], tape[p + SumPass.KEPT_RANK]);
            float v = 0f;
            for (int t = getLocalId(); t < tape[p + SumPass.TERMS]; t += GROUP) {
                v += src[from + walk(t, tape[p + SumPass.SUMMED], tape[p + SumPass.SUMMED_RANK])];
            }
            float sum = total(v);
            if (getLocalId() == 0) {
                acts[tape[p + SumPass.DST] + o] = sum;
            }
        }
    }

    /** The offset of row-major index i over axes whose (extent, stride) are rows of a table. */
    private int walk(int i, int axes, int rank) {
        int rest = i, at = 0;
        for (int a = rank - 1; a > 0; a--) {
            int extent = tape[axes + 2 * a];
            at += rest % extent * tape[axes + 2 * a + 1];
            rest = rest / extent;
        }
        return at + rest * tape[axes + 1];
    }

    /** The sum of a number of each work item of the group, by halves; every item gets it. */
    final float total(float v) {
        int l = getLocalId();
        tile[l] = v;
        localBarrier();
        for (int s = GROUP / 2; s > 0; s = s / 2) {
            if (l < s) {
                tile[l] = tile[l] + tile[l + s];
            }
            localBarrier();
        }
        float sum = tile[0];
        localBarrier();
        return sum;
    }

    private float greatest(float v) {
        int l = getLocalId();
        tile[l] = v;
        localBarrier();
        for (int s = GROUP / 2; s > 0; s = s / 2) {
            if (l < s) {
                tile[l] = max(tile[l], tile[l + s]);
            }
            localBarrier();
        }
        float top = tile[0];
        localBarrier();
        return top;
    }

    final void softmax(int p) {
        int place = tape[p + SoftmaxPass.SRC], dst = tape[p + SoftmaxPass.DST];
        int rows = tape[p + SoftmaxPass.ROWS], n = tape[p + SoftmaxPass.N], inner = tape[p + SoftmaxPass.INNER];
        float[] src = place >= 0 ? acts : weights;
        int src0 = offset(place);
        for (int row = getGroupId(); row < rows; row += getNumGroups()) {
            int at = row / inner * n * inner + row % inner;
            float top = Float.NEGATIVE_INFINITY;
            for (int i = getLocalId(); i < n; i += GROUP) {
                top = max(top, src[src0 + at + i * inner]);
            }
            float peak = greatest(top);
            float part = 0f;
            for (int i = getLocalId(); i < n; i += GROUP) {
                part += exp(src[src0 + at + i * inner] - peak);
            }
            float sum = total(part);
            for (int i = getLocalId(); i < n; i += GROUP) {
                acts[dst + at + i * inner] = exp(src[src0 + at + i * inner] - peak) / sum;
            }
        }
    }
}
