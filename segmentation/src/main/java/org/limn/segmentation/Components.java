package org.limn.segmentation;

import org.limn.segmentation.pixel.DisjointSets;

/**
 * The components of an image, put together from those of its tiles. What is left to do once all tiles are done are the edges between
 * different components: those between two undecided ones, which may merge, and those at components under the minimum size.
 */
final class Components {
    private final int width;
    private final double k;
    private final int minSize;
    private final int[] regions;
    private final float[] limit;

    Components(int height, int width, double k, int minSize) {
        this.width = width;
        this.k = k;
        this.minSize = minSize;
        regions = new int[height * width];
        limit = new float[height * width];
    }

    /** Adds the components of a tile with these edges. */
    void add(Tile tile, SortedEdges edges) {
        TileComponents parts = new TileComponents(tile.pixels(), k);
        parts.merge(edges);
        int corner = tile.top() * width + tile.left();
        for (int i = 0, y = 0; y < tile.height(); y++) {
            for (int x = 0; x < tile.width(); x++, i++) {
                int root = parts.root(i);
                int pixel = corner + root / tile.width() * width + root % tile.width();
                regions[corner + y * width + x] =
                        OpenRegions.mark(pixel, parts.isUndecided(root), parts.size(root) < minSize);
                limit[pixel] = parts.limit(root);
            }
        }
    }

    /** Decides what the tiles left open. */
    Segmentation finish(PixelGraph graph) {
        SortedEdges edges = graph.edges(regions);
        DisjointSets sets = OpenRegions.sets(regions);
        merge(edges, sets);
        absorb(edges, sets);
        return Segmentation.of(regions.length / width, width, sets.roots());
    }

    /** Merges along edges of ascending cost, of which those that need not be looked at are marked. */
    private void merge(SortedEdges edges, DisjointSets sets) {
        int n = edges.count();
        for (int i = 0; i < n; i++) {
            if (!edges.is(SortedEdges.NOT_TO_MERGE, i)) {
                int a = sets.find(edges.first(i));
                int b = sets.find(edges.second(i));
                double cost = edges.cost(i);
                if (a != b && cost < limit[a] && cost < limit[b]) {
                    int both = sets.union(a, b);
                    limit[both] = (float) (cost + k / sets.size(both));
                }
            }
        }
    }

    /** Merges components under the minimum size along edges of ascending cost. */
    private void absorb(SortedEdges edges, DisjointSets sets) {
        int n = edges.count();
        for (int i = 0; i < n; i++) {
            if (!edges.is(SortedEdges.NOT_TO_ABSORB, i)) {
                int a = sets.find(edges.first(i));
                int b = sets.find(edges.second(i));
                if (a != b && (sets.size(a) < minSize || sets.size(b) < minSize)) {
                    sets.union(a, b);
                }
            }
        }
    }
}
