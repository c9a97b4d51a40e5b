package org.limn.autodiff.device.cpu.gemm;

import java.util.Arrays;

/**
 * How filters [O,C,R,S] become the left side of a {@link Gemm}, group by group.
 *
 * @param outputs O
 * @param channels C: input channels of one group
 * @param taps position of each of the R·S taps in the order, −1 for one that is left out
 * @param panelRows rows of a panel
 */
record FilterOrder(Rows by, int outputs, int channels, int groups, int[] taps, int panelRows) {
    /** What the rows of the left side are; k runs over the rest, taps outermost. */
    enum Rows {
        OUTPUTS,
        CHANNELS,
        TAPS_AND_CHANNELS
    }

    /** A place as a linear function of output (in its group), channel and tap. */
    private record Linear(int output, int channel, int tap) {
        int at(int o, int c, int t) {
            return o * output + c * channel + t * tap;
        }
    }

    /** All R·S taps in their order. */
    static int[] all(int taps) {
        int[] order = new int[taps];
        Arrays.setAll(order, i -> i);
        return order;
    }

    private int perGroup() {
        return outputs / groups;
    }

    private int used() {
        return (int) Arrays.stream(taps).filter(t -> t >= 0).count();
    }

    int rows() {
        return by == Rows.OUTPUTS ? perGroup() : by == Rows.CHANNELS ? channels : used() * channels;
    }

    int k() {
        return by == Rows.OUTPUTS ? used() * channels : by == Rows.CHANNELS ? used() * perGroup() : perGroup();
    }

    private Linear row() {
        return by == Rows.OUTPUTS ? new Linear(1, 0, 0) : new Linear(0, 1, by == Rows.CHANNELS ? 0 : channels);
    }

    private Linear place() {
        return by == Rows.OUTPUTS ? new Linear(0, 1, channels) : new Linear(1, 0, by == Rows.CHANNELS ? perGroup() : 0);
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
        pack(filters, 0, 0, outputs, packed, 0);
        return packed;
    }

    /**
     * Packs outputs {@code first..end−1}, walking the filters in their order: memory is read once, and what is written stays in
     * L2. Rows that fill up the last panel are left as they are; what they make is never stored.
     */
    void pack(float[] w, int from, int first, int end, float[] packed, int to) {
        int[] at = new int[k()], byPanel = new int[k()], lane = new int[rows()], panel = new int[rows()];
        Panels.left(rows(), k(), panelRows, at, byPanel);
        Arrays.setAll(lane, row -> row % panelRows);
        Arrays.setAll(panel, row -> row / panelRows);
        Linear row = row(), place = place();
        for (int o = first; o < end; o++) {
            int base = to + o / perGroup() * step(), source = from + o * channels * taps.length;
            one(w, source, o % perGroup(), row, place, lane, panel, at, byPanel, packed, base);
        }
    }

    private void one(
            float[] w,
            int from,
            int o,
            Linear row,
            Linear place,
            int[] lane,
            int[] panel,
            int[] at,
            int[] byPanel,
            float[] packed,
            int base) {
        int i = from;
        for (int c = 0; c < channels; c++) {
            for (int t : taps) {
                if (t >= 0) {
                    int m = row.at(o, c, t), k = place.at(o, c, t);
                    packed[base + lane[m] + at[k] + panel[m] * byPanel[k]] = w[i];
                }
                i++;
            }
        }
    }

    /** Tells packs of one constant apart. */
    String key() {
        return "filters by " + by + ", groups " + groups + ", taps " + Arrays.toString(taps) + ", rows " + panelRows;
    }
}
