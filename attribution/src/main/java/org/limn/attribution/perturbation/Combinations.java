package org.limn.attribution.perturbation;

import java.util.Iterator;

/** The subsets of k of S segments in lexicographic order of their members: 012, 013, 023, 123. */
final class Combinations implements Iterator<boolean[]> {
    private final int segments;
    private final int[] members;
    private boolean more;

    Combinations(int segments, int k) {
        this.segments = segments;
        this.members = new int[k];
        this.more = k <= segments;
        for (int i = 0; i < k; i++) {
            members[i] = i;
        }
    }

    @Override
    public boolean hasNext() {
        return more;
    }

    /** True for its members. */
    @Override
    public boolean[] next() {
        if (!more) {
            throw new java.util.NoSuchElementException();
        }
        boolean[] subset = new boolean[segments];
        for (int member : members) {
            subset[member] = true;
        }
        int i = members.length - 1;
        while (i >= 0 && members[i] == segments - members.length + i) {
            i--;
        }
        more = i >= 0;
        if (more) {
            members[i]++;
            for (int j = i + 1; j < members.length; j++) {
                members[j] = members[j - 1] + 1;
            }
        }
        return subset;
    }
}
