package org.limn.attribution.region;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.limn.attribution.RankedRegions;
import org.limn.autodiff.tensor.Shape;
import org.limn.segmentation.Region;

/** Which pixels XRAI has given to which region so far. */
final class Taken {
    private static final int NONE = -1;

    private final double[] attribution;
    private final int[] owner;
    private final List<RankedRegions.Ranked> regions = new ArrayList<>();
    private int covered;

    /** Nothing is taken yet. */
    Taken(double[] attribution) {
        this.attribution = attribution;
        this.owner = new int[attribution.length];
        Arrays.fill(owner, NONE);
    }

    double[] attribution() {
        return attribution;
    }

    boolean covers(int pixel) {
        return owner[pixel] != NONE;
    }

    /** The share of the pixels that is taken. */
    double area() {
        return (double) covered / owner.length;
    }

    /** How many pixels of a region are not taken. */
    int left(Region region) {
        int left = 0;
        for (int r = 0; r < region.runs(); r++) {
            for (int i = region.start(r); i < region.end(r); i++) {
                left += covers(i) ? 0 : 1;
            }
        }
        return left;
    }

    /** The mean attribution of those of its pixels that are not taken: their sum in the order of the pixels, over their number. */
    double gain(Region region) {
        double sum = 0;
        int left = 0;
        for (int r = 0; r < region.runs(); r++) {
            for (int i = region.start(r); i < region.end(r); i++) {
                if (owner[i] == NONE) {
                    sum += attribution[i];
                    left++;
                }
            }
        }
        return sum / left;
    }

    /** Gives a region those of its pixels that are not taken; returns them. */
    int[] take(int candidate, Region region, double gain) {
        int[] pixels = new int[left(region)];
        int n = 0;
        for (int r = 0; r < region.runs(); r++) {
            for (int i = region.start(r); i < region.end(r); i++) {
                if (owner[i] == NONE) {
                    owner[i] = regions.size();
                    pixels[n++] = i;
                }
            }
        }
        covered += n;
        regions.add(new RankedRegions.Ranked(candidate, n, gain));
        return pixels;
    }

    /** Regions by gain, the greater first, of equals the one taken first; pixels that no region took come last, as one. */
    RankedRegions ranked(Shape shape) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, regions.size()).boxed().toList());
        order.sort(Comparator.comparingDouble(k -> 0.0 - regions.get(k).gain()));
        int[] rank = new int[regions.size()];
        for (int k = 0; k < rank.length; k++) {
            rank[order.get(k)] = k + 1;
        }
        List<RankedRegions.Ranked> sorted =
                new ArrayList<>(order.stream().map(regions::get).toList());
        if (covered < owner.length) {
            sorted.add(new RankedRegions.Ranked(NONE, owner.length - covered, gain(uncovered(shape))));
        }
        int[] ranks = new int[owner.length];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = owner[i] == NONE ? sorted.size() : rank[owner[i]];
        }
        return new RankedRegions(shape, ranks, sorted);
    }

    private Region uncovered(Shape shape) {
        boolean[] mask = new boolean[owner.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = owner[i] == NONE;
        }
        return Region.of(shape.dim(0), shape.dim(1), mask);
    }
}
