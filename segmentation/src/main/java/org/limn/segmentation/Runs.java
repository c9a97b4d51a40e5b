package org.limn.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How regions are written as runs. */
final class Runs {
    private final int height;
    private final int width;
    private int[] bounds = new int[16];
    private int size;

    private Runs(int height, int width) {
        this.height = height;
        this.width = width;
    }

    static List<Region> split(Segmentation segmentation) {
        int height = segmentation.height();
        int width = segmentation.width();
        int[] labels = segmentation.labels();
        List<Runs> runs = new ArrayList<>();
        for (int s = 0; s < segmentation.regions(); s++) {
            runs.add(new Runs(height, width));
        }
        for (int row = 0; row < labels.length; row += width) {
            for (int start = row, end; start < row + width; start = end) {
                end = start + 1;
                while (end < row + width && labels[end] == labels[start]) {
                    end++;
                }
                runs.get(labels[start]).add(start, end);
            }
        }
        return runs.stream().map(Runs::region).toList();
    }

    static Region of(int height, int width, boolean[] mask) {
        Runs runs = new Runs(height, width);
        for (int row = 0; row < mask.length; row += width) {
            runs.addRow(mask, row, row + width, 0);
        }
        return runs.region();
    }

    /** Adds the runs of true values in {@code mask[from..to)}, whose first pixel has number {@code from + shift}. */
    void addRow(boolean[] mask, int from, int to, int shift) {
        for (int i = from; i < to; i++) {
            if (mask[i]) {
                int start = i;
                while (i < to && mask[i]) {
                    i++;
                }
                add(start + shift, i + shift);
            }
        }
    }

    private void add(int start, int end) {
        if (size + 2 > bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[size++] = start;
        bounds[size++] = end;
    }

    private Region region() {
        return new Region(height, width, Arrays.copyOf(bounds, size));
    }
}
