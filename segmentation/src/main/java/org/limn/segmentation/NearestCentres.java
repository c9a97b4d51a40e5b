package org.limn.segmentation;

import java.util.Arrays;

/**
 * Finds the centre that each pixel is nearest to, among those whose window holds it; ties go to the earlier centre.
 *
 * <p>Distances are first computed in float32, rounded to 16 bits, and packed above the 8-bit number of the centre among the
 * candidates of a block of pixels, so that the three least of these keys fall out of a loop without branches, which becomes vector
 * code. Where the first two are too close for their rounding to tell, float64 decides between them; where the third is too, or they
 * are too large for 16 bits, between all. With 250 centres on 224×224 pixels that takes half the time of float64 throughout,
 * and the labels are the same.
 */
final class NearestCentres {
    private static final int BITS = 8;
    private static final int SLOTS = 1 << BITS;

    /** The most rows of a block: the centres that reach into a band of blocks then fit the second-level cache. */
    private static final int BAND = 128;

    private static final float MOST = (1 << 16) - 1;
    private static final float TO_INTEGER = 1 << 23;

    private final Strips strips;
    private final SlicCentres centres;
    private final float[][][] colors;
    private final float[] rows;
    private final float[] columns;
    private final float[] distance;
    private final ThreeLeast keys;
    private final int blockRows;
    private final double magnitude;
    /** Whether the window of a candidate holds all columns of the strip. */
    private final boolean[] whole = new boolean[SLOTS];

    /** The centres whose windows reach into the block, in their order. */
    private int[] candidates = {};

    private double scale;
    private float apart;

    NearestCentres(Strips strips, double[][] colors, SlicCentres centres) {
        this.strips = strips;
        this.centres = centres;
        this.colors = new float[colors.length][][];
        Arrays.setAll(this.colors, c -> strips.arrange(colors[c]));
        magnitude = greatest(colors);
        rows = new float[strips.size()];
        columns = new float[strips.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i / Strips.WIDE;
            columns[i] = i % Strips.WIDE;
        }
        distance = new float[strips.size()];
        keys = new ThreeLeast(strips.size());
        blockRows = Math.min(BAND, centres.rowsSeenBy(SLOTS * 3 / 4, Strips.WIDE));
    }

    private static double greatest(double[][] planes) {
        double most = 0;
        for (double[] plane : planes) {
            for (double v : plane) {
                most = Math.abs(v) > most ? Math.abs(v) : most;
            }
        }
        return most;
    }

    /**
     * Labels every pixel with its nearest centre.
     *
     * @param typical about the mean of the least distances, which need not be known well
     * @return their mean, as the 16 bits tell it
     */
    double assign(int[][] labels, double typical) {
        double cap = 8 * Math.max(typical, 1e-3);
        scale = MOST / cap;
        apart = apart(cap);
        int[][] byBand = centres.byBand(blockRows);
        double sum = 0;
        for (int band = 0; band < byBand.length; band++) {
            int top = band * blockRows;
            int bottom = Math.min(top + blockRows, strips.height());
            int[][] byStrip = centres.byStrip(byBand[band]);
            for (int s = 0; s < strips.count(); s++) {
                candidates = byStrip[s];
                compare(s, top, bottom);
                sum += settle(s, top, bottom, labels[s]);
            }
        }
        return sum / SLOTS / scale / strips.height() / strips.count();
    }

    /**
     * By how much two keys must differ for float64 to agree which is less. A distance d ≤ cap is a sum of squares of differences
     * of numbers up to {@code magnitude}, each off by half an ulp; each squared difference is then off by at most
     * {@code 2√cap·2ε·magnitude}, and adding up, weighing and scaling cost a few ε·cap more. Where that is no longer small, never.
     */
    private float apart(double cap) {
        double ulp = Math.ulp(1f);
        double error = (colors.length + 2) * 2 * Math.sqrt(cap) * 2 * ulp * (magnitude + 1) + 16 * ulp * cap;
        return error < cap / 8 ? (float) (3 + Math.ceil(2 * error * scale)) * SLOTS : Float.POSITIVE_INFINITY;
    }

    /** Leaves the three least keys of each pixel in {@code keys}. */
    private void compare(int s, int top, int bottom) {
        keys.clear(top * Strips.WIDE, bottom * Strips.WIDE);
        for (int slot = 0; slot < Math.min(candidates.length, SLOTS); slot++) {
            int k = candidates[slot];
            whole[slot] = centres.spans(k, s * Strips.WIDE, (s + 1) * Strips.WIDE);
            int from = Math.max(top, centres.top(k)) * Strips.WIDE;
            int to = Math.min(bottom, centres.bottom(k)) * Strips.WIDE;
            colorDistances(k, s, from, to);
            addPosition(k, s, top, from, to);
            pack(slot, distance, from, to);
            keys.add(distance, from, to);
        }
    }

    // four short loops: one long body would be too large for the compiler to unroll, and so to vectorise, 6 times as
    // slow

    private void colorDistances(int k, int s, int from, int to) {
        setSquares(colors[0][s], colors[1][s], colors[2][s], centres.color(k), distance, from, to);
        for (int c = 3; c < colors.length; c++) {
            addSquares(colors[c][s], (float) centres.color(k)[c], distance, from, to);
        }
    }

    private static void setSquares(float[] a, float[] b, float[] c, double[] centre, float[] out, int from, int to) {
        float a0 = (float) centre[0];
        float b0 = (float) centre[1];
        float c0 = (float) centre[2];
        for (int i = from; i < to; i++) {
            float p = a[i] - a0;
            float q = b[i] - b0;
            float r = c[i] - c0;
            out[i] = p * p + q * q + r * r;
        }
    }

    private static void addSquares(float[] a, float a0, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            float p = a[i] - a0;
            out[i] += p * p;
        }
    }

    private void addPosition(int k, int s, int top, int from, int to) {
        float[] rows = this.rows;
        float[] columns = this.columns;
        float[] out = distance;
        // relative to the block, where float32 is exact for pixels
        float first = top;
        float y = (float) (centres.y(k) - top);
        float x = (float) (centres.x(k) - s * Strips.WIDE);
        float place = (float) (centres.weight() * scale);
        float shade = (float) (scale / centres.spread(k));
        for (int i = from; i < to; i++) {
            float dy = y - (rows[i] - first);
            float dx = x - columns[i];
            out[i] = (dy * dy + dx * dx) * place + out[i] * shade;
        }
    }

    private static void pack(float slot, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (out[i] + TO_INTEGER - TO_INTEGER) * SLOTS + slot;
        }
    }

    /** Labels the pixels of a block; returns the sum of the least keys of its first column. */
    private double settle(int s, int top, int bottom, int[] labels) {
        float apart = candidates.length <= SLOTS ? this.apart : Float.POSITIVE_INFINITY;
        int columns = strips.columns(s);
        double sum = 0;
        for (int row = top; row < bottom; row++) {
            sum += keys.first(row * Strips.WIDE);
            for (int x = 0; x < columns; x++) {
                int i = row * Strips.WIDE + x;
                int column = s * Strips.WIDE + x;
                float key = keys.first(i);
                int slot = (int) key & SLOTS - 1;
                boolean clear =
                        keys.third(i) - key > apart && key < ThreeLeast.LIMIT; // neither where a key is not a number
                if (!clear || !whole[slot] && !centres.sees(candidates[slot], row, column)) {
                    labels[i] = nearest(row, column, labels[i]);
                } else if (keys.second(i) - key > apart) {
                    labels[i] = candidates[slot];
                } else {
                    labels[i] = nearer(slot, (int) keys.second(i) & SLOTS - 1, row, column);
                }
            }
        }
        return sum;
    }

    private int nearer(int slot, int other, int row, int column) {
        int a = candidates[Math.min(slot, other)];
        int b = candidates[Math.max(slot, other)];
        if (!centres.sees(candidates[other], row, column)) {
            return candidates[slot];
        }
        return centres.distance(b, row, column) < centres.distance(a, row, column) ? b : a;
    }

    private int nearest(int row, int column, int label) {
        double least = Double.POSITIVE_INFINITY;
        for (int k : candidates) {
            if (centres.sees(k, row, column)) {
                double d = centres.distance(k, row, column);
                if (d < least) {
                    least = d;
                    label = k;
                }
            }
        }
        return label;
    }
}
