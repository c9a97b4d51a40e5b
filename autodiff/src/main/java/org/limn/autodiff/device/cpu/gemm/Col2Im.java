package org.limn.autodiff.device.cpu.gemm;

import java.util.Arrays;
import org.limn.autodiff.device.cpu.kernel.Kernel;

/**
 * Puts an image together from patches that do not overlap, {@code x[c][n][i·R + r − top][j·S + s − left] = patch[n][i][j][c][r][s]}, and
 * finishes it. What no patch covers is 0. Units are rows of the image, of all channels and images.
 *
 * @param columns the patches
 */
record Col2Im(Convolution conv, Operand columns, RowEpilogue finish) implements Kernel.Stage {
    /** What whole vectors overrun. */
    private static final int SLACK = 64;

    @Override
    public int units() {
        return conv.x().dim(1) * conv.images() * conv.x().dim(2);
    }

    @Override
    public int local() {
        return conv.x().dim(3) + SLACK;
    }

    @Override
    public void run(Kernel.Places places, int from, int to, float[] local) {
        boolean plain = finish.epilogue().equals(Epilogue.NONE);
        float[] result = finish.result().array(places);
        int start = finish.result().start(places),
                height = conv.x().dim(2),
                width = conv.x().dim(3);
        for (int unit = from; unit < to; unit++) {
            int plane = unit / height, y = unit % height;
            if (plain) {
                row(places, plane, y, result, start + unit * width);
            } else {
                row(places, plane, y, local, 0);
                finish.run(places, plane / conv.images(), local, 0, width, unit * width);
            }
        }
    }

    private void row(Kernel.Places places, int plane, int y, float[] to, int at) {
        Axis v = conv.vertical(), h = conv.horizontal();
        int i = (y + v.pad()) / v.stride(), tap = (y + v.pad()) % v.stride();
        if (i >= v.out()) {
            Arrays.fill(to, at, at + h.in(), 0);
            return;
        }
        float[] patches = columns.array(places);
        int channel = plane / conv.images(), image = plane % conv.images(), patch = conv.channels() * conv.taps();
        int first = columns.start(places)
                + (image * v.out() + i) * h.out() * patch
                + channel * conv.taps()
                + tap * h.taps();
        for (int j = 0; j < h.out(); j++) {
            int x = j * h.stride() - h.pad(), cut = Math.max(0, -x), end = Math.min(h.taps(), h.in() - x);
            if (cut < end) {
                System.arraycopy(patches, first + j * patch + cut, to, at + x + cut, end - cut);
            }
        }
        int covered = h.out() * h.stride() - h.pad();
        if (covered < h.in()) {
            Arrays.fill(to, at + Math.max(0, covered), at + h.in(), 0);
        }
    }
}
