package org.limn.attribution;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/**
 * Regions in order of importance; each pixel belongs to the one that took it first.
 *
 * @param shape height and width
 * @param ranks the rank of each pixel's region, row-major; 1 is the most important. To be read only
 * @param regions the region of each rank: number r is at r − 1
 */
public record RankedRegions(Shape shape, int[] ranks, List<Ranked> regions) {
    public RankedRegions {
        regions = List.copyOf(regions);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RankedRegions r
                && shape.equals(r.shape)
                && Arrays.equals(ranks, r.ranks)
                && regions.equals(r.regions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(shape, Arrays.hashCode(ranks), regions);
    }

    /**
     * One region.
     *
     * @param candidate which of the candidates it was; −1 for the pixels that none took
     * @param pixels how many pixels it added to those above it
     * @param gain mean attribution of these pixels
     */
    public record Ranked(int candidate, int pixels, double gain) {}

    /** The gain of each pixel's region, f32[H,W]. */
    public Tensor gains() {
        float[] map = new float[ranks.length];
        for (int i = 0; i < map.length; i++) {
            map[i] = (float) regions.get(ranks[i] - 1).gain();
        }
        return Tensor.of(shape, map);
    }
}
