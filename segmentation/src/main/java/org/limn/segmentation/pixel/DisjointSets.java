package org.limn.segmentation.pixel;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** A partition of 0..n−1 that grows coarser: Tarjan's forest, with union by size and path halving, four bytes an element. */
public final class DisjointSets {
    /** The parent of an element; of a root, minus the size of its set. */
    private final int[] link;

    /** n sets of one element each. */
    public DisjointSets(int n) {
        link = new int[n];
        Arrays.fill(link, -1);
    }

    /** The sets of 0..n−1 in which each element has a root. */
    public static DisjointSets of(int n, IntUnaryOperator root) {
        DisjointSets sets = new DisjointSets(n);
        Arrays.fill(sets.link, 0);
        for (int i = 0; i < n; i++) {
            sets.link[root.applyAsInt(i)]--;
        }
        for (int i = 0; i < n; i++) {
            int r = root.applyAsInt(i);
            sets.link[i] = r == i ? sets.link[i] : r;
        }
        return sets;
    }

    /** The element that stands for the set of {@code i}. */
    public int find(int i) {
        int[] link = this.link;
        int at = i;
        int parent = link[at];
        while (parent >= 0) {
            int next = link[parent];
            if (next < 0) {
                return parent;
            }
            link[at] = next;
            at = next;
            parent = link[at];
        }
        return at;
    }

    /** The number of elements in the set for which {@code root} stands. */
    public int size(int root) {
        return -link[root];
    }

    /** Unites the sets of two different roots; returns the one that stands for both. */
    public int union(int a, int b) {
        int root = link[a] <= link[b] ? a : b;
        int other = a + b - root;
        link[root] += link[other];
        link[other] = root;
        return root;
    }

    /** The root of every element. */
    public int[] roots() {
        int[] roots = new int[link.length];
        for (int i = 0; i < roots.length; i++) {
            roots[i] = find(i);
        }
        return roots;
    }
}
