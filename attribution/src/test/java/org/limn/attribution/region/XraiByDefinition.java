package org.limn.attribution.region;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.limn.attribution.RankedRegions;
import org.limn.segmentation.Region;

/** XRAI's full selection as the methods' page tells it: every round sums every pixel of every candidate anew. */
final class XraiByDefinition {
    private XraiByDefinition() {}

    static List<RankedRegions.Ranked> regions(
            double[] a, List<Region> candidates, double areaThreshold, int minPixelGain) {
        boolean[] taken = new boolean[a.length];
        List<Integer> left = new ArrayList<>();
        for (int c = 0; c < candidates.size(); c++) {
            left.add(c);
        }
        List<RankedRegions.Ranked> regions = new ArrayList<>();
        while (!left.isEmpty() && share(taken) <= areaThreshold) {
            left.removeIf(c -> count(candidates.get(c), taken) < minPixelGain);
            int best = -1;
            for (int c : left) {
                if (best < 0 || gain(candidates.get(c), taken, a) > gain(candidates.get(best), taken, a)) {
                    best = c;
                }
            }
            if (best < 0) {
                break;
            }
            Region region = candidates.get(best);
            regions.add(new RankedRegions.Ranked(best, count(region, taken), gain(region, taken, a)));
            boolean[] mask = region.mask();
            for (int i = 0; i < mask.length; i++) {
                taken[i] |= mask[i];
            }
        }
        regions.sort(Comparator.comparingDouble(r -> 0.0 - r.gain()));
        return regions;
    }

    private static double share(boolean[] taken) {
        int n = 0;
        for (boolean t : taken) {
            n += t ? 1 : 0;
        }
        return (double) n / taken.length;
    }

    private static int count(Region region, boolean[] taken) {
        int n = 0;
        boolean[] mask = region.mask();
        for (int i = 0; i < mask.length; i++) {
            n += mask[i] && !taken[i] ? 1 : 0;
        }
        return n;
    }

    private static double gain(Region region, boolean[] taken, double[] a) {
        double sum = 0;
        boolean[] mask = region.mask();
        for (int i = 0; i < mask.length; i++) {
            sum += mask[i] && !taken[i] ? a[i] : 0;
        }
        return sum / count(region, taken);
    }
}
