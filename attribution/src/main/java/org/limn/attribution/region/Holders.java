package org.limn.attribution.region;

import java.util.List;
import org.limn.segmentation.Region;

/** Which candidates hold each pixel: those of pixel i are {@code candidate(first(i)) … candidate(first(i + 1) − 1)}. */
final class Holders {
    private final int[] first;
    private final int[] candidates;

    private Holders(int[] first, int[] candidates) {
        this.first = first;
        this.candidates = candidates;
    }

    static Holders of(List<Region> regions, int pixels) {
        int[] first = new int[pixels + 1];
        for (Region region : regions) {
            for (int r = 0; r < region.runs(); r++) {
                for (int i = region.start(r); i < region.end(r); i++) {
                    first[i + 1]++;
                }
            }
        }
        for (int i = 0; i < pixels; i++) {
            first[i + 1] = Math.addExact(first[i + 1], first[i]);
        }
        int[] next = first.clone();
        int[] candidates = new int[first[pixels]];
        for (int c = 0; c < regions.size(); c++) {
            Region region = regions.get(c);
            for (int r = 0; r < region.runs(); r++) {
                for (int i = region.start(r); i < region.end(r); i++) {
                    candidates[next[i]++] = c;
                }
            }
        }
        return new Holders(first, candidates);
    }

    int first(int pixel) {
        return first[pixel];
    }

    int candidate(int k) {
        return candidates[k];
    }
}
