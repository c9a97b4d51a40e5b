package org.limn.autodiff.device.cpu.gemm;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How filters [O,C,R,S] become the left side of a {@link Gemm}, group by group. Where a number comes from is a sum of two parts, one
 * of its row and one of its k.
 *
 * @param outputs O
 * @param channels C: input channels of one group
 * @param taps the taps that are wanted, of R·S, in order
 * @param of R·S
 * @param panelRows rows of a panel
 */
record FilterOrder(Rows by, int outputs, int channels, int groups, int[] taps, int of, int panelRows) {
    /** What the rows of the left side are; k runs over the rest, taps outermost. */
    enum Rows {
        OUTPUTS,
        CHANNELS,
        TAPS_AND_CHANNELS
    }

    private int perGroup() {
        return outputs / groups;
    }

    private int output(int o) {
        return o * channels * of;
    }

    private int tapAndChannel(int i) {
        return i % channels * of + taps[i / channels];
    }

    private int tapAndOutput(int i) {
        return output(i % perGroup()) + taps[i / perGroup()];
    }

    /** Where each row finds its numbers, relative to its group's filters. */
    private int[] rowParts() {
        return switch (by) {
            case OUTPUTS -> IntStream.range(0, perGroup()).map(this::output).toArray();
            case CHANNELS -> IntStream.range(0, channels).map(c -> c * of).toArray();
            case TAPS_AND_CHANNELS ->
                IntStream.range(0, taps.length * channels)
                        .map(this::tapAndChannel)
                        .toArray();
        };
    }

    /** Where each k is found, relative to its row. */
    private int[] kParts() {
        return switch (by) {
            case OUTPUTS ->
                IntStream.range(0, taps.length * channels)
                        .map(this::tapAndChannel)
                        .toArray();
            case CHANNELS ->
                IntStream.range(0, taps.length * perGroup())
                        .map(this::tapAndOutput)
                        .toArray();
            case TAPS_AND_CHANNELS ->
                IntStream.range(0, perGroup()).map(this::output).toArray();
        };
    }

    int rows() {
        return by == Rows.OUTPUTS ? perGroup() : by == Rows.CHANNELS ? channels : taps.length * channels;
    }

    int k() {
        return by == Rows.OUTPUTS
                ? taps.length * channels
                : by == Rows.CHANNELS ? taps.length * perGroup() : perGroup();
    }

    /** Floats that one group takes. */
    int step() {
        return Math.multiplyExact(Panels.padded(rows(), panelRows), k());
    }

    int size() {
        return Math.multiplyExact(step(), groups);
    }

    private int panelsPerGroup() {
        return Axis.ceilDiv(rows(), panelRows);
    }

    /** Panels of all groups. */
    int panels() {
        return groups * panelsPerGroup();
    }

    /** Packs all of a row-major constant. */
    float[] pack(float[] filters) {
        float[] packed = new float[size()];
        pack(filters, 0, 0, panels(), packed, 0);
        return packed;
    }

    /**
     * Packs panels {@code first..end−1}. A panel's numbers are read in steps but all together, so from memory once; rows that fill up
     * the last panel are left as they are, what they make is never stored.
     */
    void pack(float[] w, int from, int first, int end, float[] packed, int to) {
        int[] rows = rowParts(), ks = kParts();
        for (int p = first; p < end; p++) {
            int group = p / panelsPerGroup(), row = p % panelsPerGroup() * panelRows;
            int[] lanes = Arrays.copyOfRange(rows, row, Math.min(rows.length, row + panelRows));
            int source = from + group * output(perGroup()), target = to + group * step();
            for (int k0 = 0; k0 < ks.length; k0 += Gemm.KC) {
                int kc = Math.min(Gemm.KC, ks.length - k0);
                panel(w, source, lanes, ks, k0, kc, packed, target + Panels.left(rows.length, panelRows, k0, kc, row));
            }
        }
    }

    private void panel(float[] w, int from, int[] lanes, int[] ks, int k0, int kc, float[] packed, int to) {
        for (int k = 0; k < kc; k++) {
            int source = from + ks[k0 + k], target = to + k * panelRows;
            for (int i = 0; i < lanes.length; i++) {
                packed[target + i] = w[source + lanes[i]];
            }
        }
    }

    /** Tells packs of one constant apart. */
    String key() {
        return "filters by " + by + ", groups " + groups + ", taps " + Arrays.toString(taps) + ", rows " + panelRows;
    }
}
