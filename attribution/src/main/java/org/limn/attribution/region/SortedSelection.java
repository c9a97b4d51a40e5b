package org.limn.attribution.region;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.limn.segmentation.Region;

/**
 * Fast XRAI: candidates are sorted once by their mean attribution, the greater first, equals in their order, and taken in that
 * order unless they add fewer than {@code minPixelGain} pixels.
 */
record SortedSelection(Taken taken, List<Region> candidates, double areaThreshold, int minPixelGain) {
    void run() {
        double[] gains = candidates.stream().mapToDouble(taken::gain).toArray();
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, gains.length).boxed().toList());
        order.sort(Comparator.comparingDouble(k -> 0.0 - gains[k])); // 0 and −0 are equal
        for (int k : order) {
            if (taken.area() > areaThreshold) {
                return;
            }
            Region region = candidates.get(k);
            if (taken.left(region) >= minPixelGain) {
                taken.take(k, region, taken.gain(region));
            }
        }
    }
}
