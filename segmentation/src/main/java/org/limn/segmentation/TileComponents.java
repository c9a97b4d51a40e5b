package org.limn.segmentation;

import java.util.Arrays;
import org.limn.segmentation.pixel.DisjointSets;

/**
 * The components of a {@link Tile} as they grow along edges of ascending cost: a and b merge while {@code cost < min(Int(a) +
 * k/|a|, Int(b) + k/|b|)}.
 *
 * <p>Exact although only the edges of the tile are known. An edge that leaves the tile makes the component at its end undecided from
 * that cost on, unless the component's limit forbids it to merge at any cost from there. An edge between two components of which one
 * is undecided makes both so, again unless a limit forbids the merger, which it does whatever became of the other. All else is as in
 * the whole image, since edges commute unless they meet at a component.
 */
final class TileComponents {
    private static final float UNDECIDED = -1;

    private final int outside;
    private final double k;
    /** The pixels of the tile, and as the last element all that is outside. */
    private final DisjointSets sets;
    /** {@code Int + k/size} at the root of a component, its negative where the component is undecided. */
    private final float[] limit;

    TileComponents(int pixels, double k) {
        this.k = k;
        outside = pixels;
        sets = new DisjointSets(pixels + 1);
        limit = new float[pixels + 1];
        Arrays.fill(limit, (float) k);
        limit[outside] = UNDECIDED;
    }

    /** Merges along edges of ascending cost, of which those that leave the tile are marked. */
    void merge(SortedEdges edges) {
        DisjointSets sets = this.sets; // locals, as below: 62 → 55 ns a pixel
        float[] limit = this.limit;
        int n = edges.count();
        for (int i = 0; i < n; i++) {
            int a = sets.find(edges.first(i));
            int b = edges.is(SortedEdges.LEAVES, i) ? outside : sets.find(edges.second(i));
            if (a != b) {
                double cost = edges.cost(i);
                if (cost < limit[a] && cost < limit[b]) {
                    int both = sets.union(a, b);
                    limit[both] = (float) (cost + k / sets.size(both));
                } else if (mayMerge(limit[a], cost) && mayMerge(limit[b], cost)) {
                    limit[a] = -Math.abs(limit[a]);
                    limit[b] = -Math.abs(limit[b]);
                }
            }
        }
    }

    private static boolean mayMerge(float limit, double cost) {
        return limit < 0 || cost < limit;
    }

    /** The pixel that stands for the component of a pixel. */
    int root(int pixel) {
        return sets.find(pixel);
    }

    /** The number of pixels of the component for which a pixel stands. */
    int size(int root) {
        return sets.size(root);
    }

    /** The limit of the component for which a pixel stands. */
    float limit(int root) {
        return Math.abs(limit[root]);
    }

    boolean isUndecided(int root) {
        return limit[root] < 0;
    }
}
