package org.limn.autodiff.device.cpu.gemm;

import java.util.Arrays;

/**
 * How filters [O,C,R,S] become the left side of a {@link Gemm}: rows are a group's outputs and k runs over (tap, channel), or,
 * transposed, rows are its channels and k runs over (tap, output).
 *
 * @param outputs O
 * @param channels C: channels of one group
 * @param taps position of each of the R·S taps in the order, −1 for one that is left out
 * @param panelRows rows of a panel
 */
record FilterOrder(int outputs, int channels, int groups, int[] taps, boolean transposed, int panelRows) {
    /** All R·S taps in their order. */
    static int[] all(int taps) {
        int[] order = new int[taps];
        Arrays.setAll(order, i -> i);
        return order;
    }

    private int perGroup() {
        return outputs / groups;
    }

    int rows() {
        return transposed ? channels : perGroup();
    }

    private int inner() {
        return transposed ? perGroup() : channels;
    }

    int k() {
        return inner() * (int) Arrays.stream(taps).filter(t -> t >= 0).count();
    }

    /** Floats that one group takes. */
    int step() {
        return Math.multiplyExact(Panels.padded(rows(), panelRows), k());
    }

    int size() {
        return Math.multiplyExact(step(), groups);
    }

    /** Packs all of a row-major constant. */
    float[] pack(float[] filters) {
        float[] packed = new float[size()];
        pack(filters, 0, channels * taps.length, taps.length, 0, outputs, packed, 0);
        return packed;
    }

    /**
     * Packs outputs {@code first..end−1}, walking the filters in their order: memory is read once and what is written stays in L2.
     *
     * @param byOutput from one output's filters to the next's
     * @param byChannel from one channel to the next
     */
    void pack(float[] w, int from, int byOutput, int byChannel, int first, int end, float[] packed, int to) {
        int[] at = new int[k()], byPanel = new int[k()];
        Panels.left(rows(), k(), panelRows, at, byPanel);
        for (int o = first; o < end; o++) {
            int base = to + o / perGroup() * step(), inGroup = o % perGroup();
            for (int c = 0; c < channels; c++) {
                int row = transposed ? c : inGroup, inside = transposed ? inGroup : c;
                int panel = row / panelRows,
                        lane = base + row % panelRows,
                        source = from + o * byOutput + c * byChannel;
                for (int t = 0; t < taps.length; t++) {
                    if (taps[t] >= 0) {
                        int k = taps[t] * inner() + inside;
                        packed[lane + at[k] + panel * byPanel[k]] = w[source + t];
                    }
                }
            }
        }
    }

    /** Tells packs of one constant apart. */
    String key() {
        return "filters" + (transposed ? " transposed" : "") + " groups=" + groups + " taps=" + Arrays.toString(taps)
                + " rows=" + panelRows;
    }
}
