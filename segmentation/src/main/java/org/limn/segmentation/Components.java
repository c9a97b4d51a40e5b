package org.limn.segmentation;

import java.util.Arrays;
import org.limn.segmentation.pixel.DisjointSets;

/**
 * The components of an image's graph as they grow along edges of ascending cost: a and b merge while {@code cost < min(Int(a) +
 * k/|a|, Int(b) + k/|b|)}.
 */
final class Components {
    private final double k;
    private final DisjointSets sets;
    /** {@code Int + k/size} at the root of a component, negative while the component is undecided. */
    private final float[] limit;

    Components(int pixels, double k) {
        this.k = k;
        sets = new DisjointSets(pixels + 1);
        limit = new float[pixels + 1];
        Arrays.fill(limit, (float) k);
        limit[pixels] = -1;
    }

    void merge(SortedEdges edges) {
        DisjointSets sets = this.sets;
        float[] limit = this.limit;
        int n = edges.count();
        for (int i = 0; i < n; i++) {
            int a = sets.find(edges.first(i));
            int b = sets.find(edges.second(i));
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

    /** The component of each pixel, {@code ~component} where it is undecided; from now on every component counts as decided. */
    int[] undecided() {
        int[] components = roots();
        for (int i = 0; i < components.length; i++) {
            int root = components[i];
            components[i] = limit[root] < 0 ? ~root : root;
        }
        for (int i = 0; i < components.length; i++) {
            limit[i] = Math.abs(limit[i]);
        }
        return components;
    }

    /** The component of each pixel, {@code ~component} where it has fewer than {@code minSize} pixels. */
    int[] smallerThan(int minSize) {
        int[] components = roots();
        for (int i = 0; i < components.length; i++) {
            int root = components[i];
            components[i] = sets.size(root) < minSize ? ~root : root;
        }
        return components;
    }

    /** Merges along edges at whose one end a component has fewer than {@code minSize} pixels. */
    void absorb(SortedEdges edges, int minSize) {
        for (int i = 0; i < edges.count(); i++) {
            int a = sets.find(edges.first(i));
            int b = sets.find(edges.second(i));
            if (a != b && (sets.size(a) < minSize || sets.size(b) < minSize)) {
                sets.union(a, b);
            }
        }
    }

    int[] roots() {
        int[] roots = new int[limit.length - 1];
        for (int i = 0; i < roots.length; i++) {
            roots[i] = sets.find(i);
        }
        return roots;
    }
}
