package org.limn.segmentation.pixel;

/** A partition of 0..n−1 that grows coarser: Tarjan's forest, with union by size and path halving. */
public final class DisjointSets {
    private final int[] parent;
    private final int[] size;

    /** n sets of one element each. */
    public DisjointSets(int n) {
        parent = new int[n];
        size = new int[n];
        for (int i = 0; i < n; i++) {
            parent[i] = i;
            size[i] = 1;
        }
    }

    /** The element that stands for the set of {@code i}. */
    public int find(int i) {
        int[] p = parent;
        while (p[i] != i) {
            p[i] = p[p[i]];
            i = p[i];
        }
        return i;
    }

    /** The number of elements in the set for which {@code root} stands. */
    public int size(int root) {
        return size[root];
    }

    /** Unites the sets of two different roots; returns the one that stands for both. */
    public int union(int a, int b) {
        int root = size[a] >= size[b] ? a : b;
        parent[a + b - root] = root;
        size[root] = size[a] + size[b];
        return root;
    }

    /** The root of every element. */
    public int[] roots() {
        int[] roots = new int[parent.length];
        for (int i = 0; i < roots.length; i++) {
            roots[i] = find(i);
        }
        return roots;
    }
}
