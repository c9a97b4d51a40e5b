package org.limn.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.limn.loader.image.Image;
import org.limn.segmentation.Segmentation;

/** What there is to say of each region of a photo. */
record RegionTable(List<Row> rows) {
    /**
     * One region.
     *
     * @param area pixels
     * @param left first column of the smallest box around it; {@code right} is the last, {@code top} and {@code bottom} likewise
     * @param color mean red, green and blue, 0..255
     * @param neighbours the regions that it shares an edge of a pixel with
     */
    record Row(
            int region,
            int area,
            int left,
            int top,
            int right,
            int bottom,
            List<Double> color,
            List<Integer> neighbours) {}

    static RegionTable of(Image photo, Segmentation regions) {
        int n = regions.regions();
        int[][] boxes = boxes(regions);
        double[][] colors = colors(photo, regions);
        List<SortedSet<Integer>> neighbours = neighbours(regions);
        int[] areas = regions.areas();
        List<Row> rows = new ArrayList<>();
        for (int r = 0; r < n; r++) {
            int[] box = boxes[r];
            List<Double> color = Arrays.stream(colors[r]).boxed().toList();
            rows.add(new Row(r, areas[r], box[0], box[1], box[2], box[3], color, List.copyOf(neighbours.get(r))));
        }
        return new RegionTable(rows);
    }

    private static int[][] boxes(Segmentation regions) {
        int[][] boxes = new int[regions.regions()][];
        Arrays.setAll(boxes, r -> new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE, -1, -1});
        for (int y = 0; y < regions.height(); y++) {
            for (int x = 0; x < regions.width(); x++) {
                int[] box = boxes[regions.label(y, x)];
                box[0] = Math.min(box[0], x);
                box[1] = Math.min(box[1], y);
                box[2] = Math.max(box[2], x);
                box[3] = Math.max(box[3], y);
            }
        }
        return boxes;
    }

    /** Mean red, green and blue of every region. */
    static double[][] colors(Image photo, Segmentation regions) {
        double[][] sums = new double[regions.regions()][3];
        int[] labels = regions.labels();
        for (int i = 0; i < labels.length; i++) {
            for (int c = 0; c < 3; c++) {
                sums[labels[i]][c] += photo.rgb()[3 * i + c] & 0xff;
            }
        }
        int[] areas = regions.areas();
        for (int r = 0; r < sums.length; r++) {
            for (int c = 0; c < 3; c++) {
                sums[r][c] /= areas[r];
            }
        }
        return sums;
    }

    private static List<SortedSet<Integer>> neighbours(Segmentation regions) {
        List<SortedSet<Integer>> all = new ArrayList<>();
        for (int r = 0; r < regions.regions(); r++) {
            all.add(new TreeSet<>());
        }
        for (int y = 0; y < regions.height(); y++) {
            for (int x = 0; x < regions.width(); x++) {
                int here = regions.label(y, x);
                touch(all, here, x + 1 < regions.width() ? regions.label(y, x + 1) : here);
                touch(all, here, y + 1 < regions.height() ? regions.label(y + 1, x) : here);
            }
        }
        return all;
    }

    private static void touch(List<SortedSet<Integer>> all, int a, int b) {
        if (a != b) {
            all.get(a).add(b);
            all.get(b).add(a);
        }
    }

    /** A header and a line per region; neighbours with blanks between. */
    String csv() {
        return rows.stream()
                .map(r -> String.format(
                        Locale.ROOT,
                        "%d,%d,%d,%d,%d,%d,%.3f,%.3f,%.3f,%s",
                        r.region(),
                        r.area(),
                        r.left(),
                        r.top(),
                        r.right(),
                        r.bottom(),
                        r.color().get(0),
                        r.color().get(1),
                        r.color().get(2),
                        r.neighbours().stream().map(String::valueOf).collect(Collectors.joining(" "))))
                .collect(Collectors.joining(
                        "\n", "region,area,left,top,right,bottom,red,green,blue,neighbours\n", "\n"));
    }
}
