package org.limn.parity;

import java.util.Arrays;
import org.limn.evaluation.Order;
import org.limn.segmentation.Segmentation;
import org.limn.segmentation.pixel.GaussianFilter;
import org.limn.segmentation.smoothing.BilinearGrid;
import org.limn.segmentation.smoothing.Gaussian;
import org.limn.segmentation.smoothing.Hard;
import org.limn.segmentation.smoothing.Smoothing;

/**
 * Attributions of segments painted on pixels as the study does: rounded to nine decimals, masks and sums in float64, for float32
 * makes and breaks ties by the thousand.
 */
final class StudyMaps {
    private final double[][] masks;
    private final double[] total;

    StudyMaps(Segmentation labels, Smoothing smoothing) {
        int regions = labels.regions(), pixels = labels.height() * labels.width();
        this.masks = new double[regions][];
        this.total = new double[pixels];
        for (int s = 0; s < regions; s++) {
            masks[s] = mask(labels, smoothing, s);
            for (int i = 0; i < pixels; i++) {
                total[i] += masks[s][i];
            }
        }
    }

    private static double[] mask(Segmentation labels, Smoothing smoothing, int s) {
        int height = labels.height(), width = labels.width();
        double[] mask = new double[height * width];
        if (smoothing instanceof BilinearGrid) {
            int columns = labels.label(0, width - 1) + 1, rows = labels.regions() / columns;
            for (int i = 0; i < mask.length; i++) {
                mask[i] = ramp(i / width, s / columns, rows, height) * ramp(i % width, s % columns, columns, width);
            }
            return mask;
        }
        for (int i = 0; i < mask.length; i++) {
            mask[i] = labels.label(i / width, i % width) == s ? 1 : 0;
        }
        if (smoothing instanceof Gaussian g) {
            new GaussianFilter(g.sigma(), g.border()).smooth(mask, height, width);
        } else if (!(smoothing instanceof Hard)) {
            throw new IllegalArgumentException("masks of " + smoothing + " are not painted here");
        }
        return mask;
    }

    /** The weight of one of several cells at a pixel, mirrored about the outermost middles. */
    private static double ramp(int pixel, int cell, int cells, int pixels) {
        double at = (pixel + 0.5) * cells / pixels - 0.5;
        double mirrored = cells == 1 ? 0 : cells - 1 - Math.abs(cells - 1 - Math.abs(at));
        return Math.max(0, 1 - Math.abs(mirrored - cell));
    }

    /** {@code Σ_s φ_s m_s / Σ_s m_s}. */
    double[] painted(double... values) {
        double[] map = new double[total.length];
        for (int s = 0; s < values.length; s++) {
            for (int i = 0; i < map.length; i++) {
                map[i] += values[s] * masks[s][i];
            }
        }
        for (int i = 0; i < map.length; i++) {
            map[i] /= total[i];
        }
        return map;
    }

    /** Pixels from the least important to the most. */
    int[] order(double... attributions) {
        return Order.ascending(painted(rounded(attributions, 9)));
    }

    static double[] rounded(double[] values, int decimals) {
        double scale = Math.pow(10, decimals);
        return Arrays.stream(values).map(v -> Math.rint(v * scale) / scale).toArray();
    }
}
