package org.limn.autodiff.device.gpu.kernel;

import org.limn.autodiff.device.gpu.tape.Along;
import org.limn.autodiff.device.gpu.tape.DirectPass;
import org.limn.autodiff.device.gpu.tape.WeightSumPass;

/** Convolutions with few outputs per group (depthwise, the gradient of an image), where a tile of a matrix product would be empty. */
abstract class DirectRoutines extends PoolRoutines {
    final void direct(int p) {
        int dst = tape[p + DirectPass.DST], count = tape[p + DirectPass.COUNT], b = tape[p + DirectPass.BODY];
        for (int i = getGlobalId(); i < count; i += getGlobalSize()) {
            acts[dst + i] = body(b, i, correlation(p, i));
        }
    }

    /** {@code Σ x·w} for element i of y. */
    private float correlation(int p, int i) {
        int v = p + DirectPass.VERTICAL, h = p + DirectPass.HORIZONTAL, f = p + DirectPass.FILTER;
        int width = tape[h + DirectPass.Axis.SIZE], height = tape[v + DirectPass.Axis.SIZE];
        int outs = tape[p + DirectPass.OUTS], groups = tape[p + DirectPass.GROUPS];
        int channel = i / width / height, group = channel / outs % groups;
        int rows = tape[v + DirectPass.Axis.EXTENT], cols = tape[h + DirectPass.Axis.EXTENT];
        int ins = tape[p + DirectPass.INS], plane = rows * cols;
        int y = scaled(i / width % height, v), z = scaled(i % width, h);
        int place = tape[p + DirectPass.SRC], wPlace = tape[f + DirectPass.Filter.PLACE];
        float[] x = place >= 0 ? acts : weights;
        float[] w = wPlace >= 0 ? acts : weights;
        int x0 = offset(place) + (channel / outs / groups * groups + group) * ins * plane;
        int w0 = offset(wPlace)
                + group * tape[f + DirectPass.Filter.GROUP]
                + channel % outs * tape[f + DirectPass.Filter.OUT];
        int wIn = tape[f + DirectPass.Filter.IN];
        float sum = 0f;
        for (int r = firstTap(y, v); r < tape[v + DirectPass.Axis.KERNEL]; r += tape[v + DirectPass.Axis.STEP]) {
            int row = tapped(y, r, v);
            if (row >= 0 && row < rows) {
                for (int s = firstTap(z, h);
                        s < tape[h + DirectPass.Axis.KERNEL];
                        s += tape[h + DirectPass.Axis.STEP]) {
                    int col = tapped(z, s, h);
                    if (col >= 0 && col < cols) {
                        int xi = x0 + row * cols + col, wi = w0 + r * tape[h + DirectPass.Axis.KERNEL] + s;
                        for (int c = 0; c < ins; c++) {
                            sum += x[xi + c * plane] * w[wi + c * wIn];
                        }
                    }
                }
            }
        }
        return sum;
    }

    private int scaled(int i, int axis) {
        return i * tape[axis + DirectPass.Axis.MUL] + tape[axis + DirectPass.Axis.ADD];
    }

    private int firstTap(int y, int axis) {
        return tape[tape[axis + DirectPass.Axis.FIRST] + y % tape[axis + DirectPass.Axis.DIV]];
    }

    private int tapped(int y, int r, int axis) {
        return (y + r * tape[axis + DirectPass.Axis.TAP]) / tape[axis + DirectPass.Axis.DIV];
    }

    final void weightSum(int p) {
        int v = p + WeightSumPass.VERTICAL, h = p + WeightSumPass.HORIZONTAL;
        int taps = tape[v + Along.KERNEL] * tape[h + Along.KERNEL];
        for (int o = getGroupId(); o < tape[p + WeightSumPass.COUNT]; o += getNumGroups()) {
            int r = o / tape[h + Along.KERNEL] % tape[v + Along.KERNEL], s = o % tape[h + Along.KERNEL];
            float sum = total(products(p, o / taps, r, s));
            if (getLocalId() == 0) {
                acts[tape[p + WeightSumPass.DST] + o] = sum;
            }
        }
    }

    /** This work item's share of the sum for one weight; {@code filter = o·ins + c}. */
    private float products(int p, int filter, int r, int s) {
        int v = p + WeightSumPass.VERTICAL, h = p + WeightSumPass.HORIZONTAL;
        int ins = tape[p + WeightSumPass.INS], outs = tape[p + WeightSumPass.OUTS];
        int groups = tape[p + WeightSumPass.GROUPS], out = filter / ins;
        int xPlace = tape[p + WeightSumPass.X], gPlace = tape[p + WeightSumPass.G];
        float[] x = xPlace >= 0 ? acts : weights;
        float[] g = gPlace >= 0 ? acts : weights;
        int rows = tape[v + Along.EXTENT], cols = tape[h + Along.EXTENT], width = tape[h + Along.PLACES];
        int places = tape[v + Along.PLACES] * width;
        float sum = 0f;
        for (int k = getLocalId(); k < tape[p + WeightSumPass.IMAGES] * places; k += GROUP) {
            int image = k / places, place = k % places;
            int y = place / width * tape[v + Along.STRIDE] - tape[v + Along.BEFORE] + r * tape[v + Along.DILATION];
            int z = place % width * tape[h + Along.STRIDE] - tape[h + Along.BEFORE] + s * tape[h + Along.DILATION];
            if (y >= 0 && y < rows && z >= 0 && z < cols) {
                int plane = (image * groups + out / outs) * ins + filter % ins;
                sum += x[offset(xPlace) + (plane * rows + y) * cols + z]
                        * g[offset(gPlace) + (image * groups * outs + out) * places + place];
            }
        }
        return sum;
    }
}
