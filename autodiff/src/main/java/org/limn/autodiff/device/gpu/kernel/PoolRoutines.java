package org.limn.autodiff.device.gpu.kernel;

import org.limn.autodiff.device.gpu.tape.Along;
import org.limn.autodiff.device.gpu.tape.PoolPass;

/**
 * Pooling and its gradients. One work item per element of the result: of y it visits the taps of its window, of x the windows
 * that cover it, so no two items add to one number.
 */
abstract class PoolRoutines extends SumRoutines {
    /** The value of one array at the maximum of another, or the maximum's position; the first on ties, NaN is greatest. */
    final void pickMax(int p, int where) {
        int place = tape[p + PoolPass.SRC], otherPlace = tape[p + PoolPass.OTHER];
        float[] x = place >= 0 ? acts : weights;
        float[] other = otherPlace >= 0 ? acts : weights;
        int v = p + PoolPass.VERTICAL, h = p + PoolPass.HORIZONTAL;
        int plane = tape[v + Along.EXTENT] * tape[h + Along.EXTENT];
        for (int i = getGlobalId(); i < windows(p); i += getGlobalSize()) {
            int x0 = plane(i, v, h) * plane;
            int best = argMax(
                    x,
                    offset(place) + x0,
                    start(i / tape[h + Along.PLACES] % tape[v + Along.PLACES], v),
                    v,
                    start(i % tape[h + Along.PLACES], h),
                    h);
            acts[tape[p + PoolPass.DST] + i] = where == 1 ? best : other[offset(otherPlace) + x0 + best];
        }
    }

    private int argMax(float[] x, int x0, int y, int v, int z, int h) {
        int best = -1;
        float top = 0f;
        int endR = past(y, v), endS = past(z, h);
        for (int r = real(y, v); r < endR; r++) {
            int row = (y + r * tape[v + Along.DILATION]) * tape[h + Along.EXTENT];
            for (int s = real(z, h); s < endS; s++) {
                int at = row + z + s * tape[h + Along.DILATION];
                float value = x[x0 + at];
                if (best < 0 || value > top || nan(value) == 1) {
                    best = at;
                    top = value;
                }
            }
        }
        return best;
    }

    final void mean(int p) {
        int place = tape[p + PoolPass.SRC];
        float[] x = place >= 0 ? acts : weights;
        int v = p + PoolPass.VERTICAL, h = p + PoolPass.HORIZONTAL;
        for (int i = getGlobalId(); i < windows(p); i += getGlobalSize()) {
            int x0 = offset(place) + plane(i, v, h) * tape[v + Along.EXTENT] * tape[h + Along.EXTENT];
            int y = start(i / tape[h + Along.PLACES] % tape[v + Along.PLACES], v);
            int z = start(i % tape[h + Along.PLACES], h);
            float sum = 0f;
            for (int r = real(y, v); r < past(y, v); r++) {
                int row = x0 + (y + r * tape[v + Along.DILATION]) * tape[h + Along.EXTENT] + z;
                for (int s = real(z, h); s < past(z, h); s++) {
                    sum += x[row + s * tape[h + Along.DILATION]];
                }
            }
            acts[tape[p + PoolPass.DST] + i] = sum / (count(y, v) * count(z, h));
        }
    }

    /** For each element of x: the sum of g over the windows that cover it, shared out, or over those that chose it. */
    final void cover(int p, int share) {
        int place = tape[p + PoolPass.SRC], chosen = tape[p + PoolPass.OTHER];
        float[] g = place >= 0 ? acts : weights;
        int v = p + PoolPass.VERTICAL, h = p + PoolPass.HORIZONTAL;
        int height = tape[v + Along.EXTENT], width = tape[h + Along.EXTENT];
        int places = tape[v + Along.PLACES] * tape[h + Along.PLACES];
        int size = tape[p + PoolPass.PLANES] * height * width;
        for (int e = getGlobalId(); e < size; e += getGlobalSize()) {
            int here = e % (height * width), y = here / width, z = here % width;
            int y0 = e / (height * width) * places;
            float sum = 0f;
            for (int i = firstWindow(y, v); i <= lastWindow(y, v); i++) {
                for (int j = firstWindow(z, h); j <= lastWindow(z, h); j++) {
                    int at = y0 + i * tape[h + Along.PLACES] + j;
                    if (share == 1) {
                        if (between(y, i, v) == 0 && between(z, j, h) == 0) {
                            sum += g[offset(place) + at] / (count(start(i, v), v) * count(start(j, h), h));
                        }
                    } else if ((int) acts[chosen + at] == here) {
                        sum += g[offset(place) + at];
                    }
                }
            }
            acts[tape[p + PoolPass.DST] + e] = sum;
        }
    }

    private int windows(int p) {
        return tape[p + PoolPass.PLANES]
                * tape[p + PoolPass.VERTICAL + Along.PLACES]
                * tape[p + PoolPass.HORIZONTAL + Along.PLACES];
    }

    /** In which plane window i of all planes is. */
    private int plane(int i, int v, int h) {
        return i / tape[h + Along.PLACES] / tape[v + Along.PLACES];
    }

    /** Where the first tap of window i lies, maybe on the padding. */
    private int start(int i, int axis) {
        return i * tape[axis + Along.STRIDE] - tape[axis + Along.BEFORE];
    }

    /** The first tap of a window from {@code y} on that is not on the padding before the image. */
    private int real(int y, int axis) {
        int dilation = tape[axis + Along.DILATION];
        return y >= 0 ? 0 : (dilation - 1 - y) / dilation;
    }

    /** The number of taps up to the image's end. */
    private int past(int y, int axis) {
        return min(tape[axis + Along.KERNEL], (tape[axis + Along.EXTENT] - 1 - y) / tape[axis + Along.DILATION] + 1);
    }

    private int count(int y, int axis) {
        return past(y, axis) - real(y, axis);
    }

    private int firstWindow(int y, int axis) {
        int stride = tape[axis + Along.STRIDE];
        int after = y + tape[axis + Along.BEFORE] - (tape[axis + Along.KERNEL] - 1) * tape[axis + Along.DILATION];
        return after <= 0 ? 0 : (after + stride - 1) / stride;
    }

    private int lastWindow(int y, int axis) {
        return min(tape[axis + Along.PLACES] - 1, (y + tape[axis + Along.BEFORE]) / tape[axis + Along.STRIDE]);
    }

    /** 0 where a tap of window i falls on y; else y is that far behind one. */
    private int between(int y, int i, int axis) {
        return (y - start(i, axis)) % tape[axis + Along.DILATION];
    }
}
