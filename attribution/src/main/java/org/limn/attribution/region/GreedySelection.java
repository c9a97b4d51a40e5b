package org.limn.attribution.region;

import java.util.List;
import org.limn.segmentation.Region;

/**
 * Full XRAI: in every round the candidate is taken whose pixels that are not taken yet have the greatest mean attribution, the
 * first of equals. A candidate with fewer than {@code minPixelGain} such pixels drops out.
 *
 * <p>By the definition a round looks at every pixel of every candidate. Here each pixel, when it is taken, is subtracted from the
 * sums of the candidates that hold it, once in all; what a sum has lost to rounding is bounded, and only candidates that could be
 * the greatest within these bounds are summed anew, so that choice and ties are exactly the definition's. 221 candidates on
 * 224×224 pixels: two candidates per round are summed anew, where the definition sums all.
 */
final class GreedySelection {
    private final Taken taken;
    private final List<Region> candidates;
    private final double areaThreshold;
    private final int minPixelGain;
    private final Holders holders;
    private final double[] sums;
    private final double[] errors;
    private final int[] left;
    private final boolean[] out;

    GreedySelection(Taken taken, List<Region> candidates, double areaThreshold, int minPixelGain) {
        this.taken = taken;
        this.candidates = candidates;
        this.areaThreshold = areaThreshold;
        this.minPixelGain = minPixelGain;
        this.holders = Holders.of(candidates, taken.attribution().length);
        this.sums = new double[candidates.size()];
        this.errors = new double[candidates.size()];
        this.left = new int[candidates.size()];
        this.out = new boolean[candidates.size()];
        for (int c = 0; c < left.length; c++) {
            add(c, candidates.get(c));
        }
    }

    private void add(int c, Region region) {
        double magnitude = 0;
        for (int r = 0; r < region.runs(); r++) {
            for (int i = region.start(r); i < region.end(r); i++) {
                sums[c] += taken.attribution()[i];
                magnitude += Math.abs(taken.attribution()[i]);
            }
        }
        left[c] = region.area();
        // at most 2·area additions, each off by half an ulp of at most Σ|a|; as much again for the sum it is compared
        // with
        errors[c] = 4 * region.area() * Math.ulp(magnitude);
    }

    void run() {
        while (taken.area() <= areaThreshold) {
            int best = best();
            if (best < 0) {
                return;
            }
            Region region = candidates.get(best);
            for (int pixel : taken.take(best, region, taken.gain(region))) {
                subtract(pixel);
            }
        }
    }

    private void subtract(int pixel) {
        double a = taken.attribution()[pixel];
        for (int k = holders.first(pixel); k < holders.first(pixel + 1); k++) {
            int c = holders.candidate(k);
            sums[c] -= a;
            left[c]--;
        }
    }

    /** The candidate of the greatest gain, the first of equals; −1 if none is left. */
    private int best() {
        double surely = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < left.length; c++) {
            out[c] |= left[c] < minPixelGain;
            if (!out[c]) {
                surely = Math.max(surely, (sums[c] - errors[c]) / left[c]);
            }
        }
        int best = -1;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < left.length; c++) {
            if (!out[c] && (sums[c] + errors[c]) / left[c] >= surely) {
                double gain = taken.gain(candidates.get(c));
                if (best < 0 || gain > greatest) {
                    best = c;
                    greatest = gain;
                }
            }
        }
        return best;
    }
}
