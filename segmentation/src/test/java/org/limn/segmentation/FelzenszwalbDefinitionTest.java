package org.limn.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Tiles against the definition: one stable sort of all edges, labels that are renamed pixel by pixel. */
class FelzenszwalbDefinitionTest {
    private static final List<Double> SCALES = List.of(0.0, 1.0, 30.0, 200.0, 5000.0);

    @Test
    void aUniformImageIsAsDefined() {
        isAsDefined(i -> 0.3);
    }

    @Test
    void twoValuesAreSegmentedAsDefined() {
        SplittableRandom random = new SplittableRandom(1);
        isAsDefined(i -> random.nextInt(8) == 0 ? 0.25 : 0.5);
    }

    @Test
    void fewValuesAreSegmentedAsDefined() {
        SplittableRandom random = new SplittableRandom(2);
        isAsDefined(i -> random.nextInt(5) / 16.0);
    }

    @Test
    void noiseIsSegmentedAsDefined() {
        SplittableRandom random = new SplittableRandom(3);
        isAsDefined(i -> random.nextDouble());
    }

    @Test
    void faintNoiseIsSegmentedAsDefined() {
        SplittableRandom random = new SplittableRandom(4);
        isAsDefined(i -> 0.5 + random.nextDouble() / 50);
    }

    @Test
    void gradientsAreSegmentedAsDefined() {
        isAsDefined(i -> i / 1024.0);
        isAsDefined(i -> -i % 37 / 512.0);
        isAsDefined(i -> i * i % 256 / 1024.0);
    }

    private static void isAsDefined(IntToDoubleFunction value) {
        for (int[] size : new int[][] {{1, 1}, {1, 37}, {37, 1}, {2, 2}, {13, 29}, {41, 23}}) {
            Planes image = new Planes(size[0], size[1], new double[][] {plane(size, value), plane(size, value)});
            for (int minSize : new int[] {0, 7}) {
                List<Segmentation> expected = SCALES.stream()
                        .map(scale -> defined(image, scale / 255, minSize))
                        .toList();
                for (int side : new int[] {1, 2, 5, 12, 64}) {
                    assertThat(Felzenszwalb.segment(image, SCALES, minSize, side))
                            .as("%s, tiles of %d, regions from %d on", Arrays.toString(size), side, minSize)
                            .isEqualTo(expected);
                }
            }
        }
    }

    private static double[] plane(int[] size, IntToDoubleFunction value) {
        double[] plane = new double[size[0] * size[1]];
        Arrays.setAll(plane, value);
        return plane;
    }

    private record Edge(int a, int b, double cost) {}

    private static Segmentation defined(Planes image, double k, int minSize) {
        List<Edge> edges = edges(image);
        edges.sort(Comparator.comparingDouble(Edge::cost));
        int[] labels = new int[image.pixels()];
        Arrays.setAll(labels, i -> i);
        int[] size = new int[labels.length];
        Arrays.fill(size, 1);
        float[] limit = new float[labels.length];
        Arrays.fill(limit, (float) k);
        for (Edge e : edges) {
            int a = labels[e.a];
            int b = labels[e.b];
            if (a != b && e.cost < limit[a] && e.cost < limit[b]) {
                rename(labels, size, b, a);
                limit[a] = (float) (e.cost + k / size[a]);
            }
        }
        for (Edge e : edges) {
            int a = labels[e.a];
            int b = labels[e.b];
            if (a != b && Math.min(size[a], size[b]) < minSize) {
                rename(labels, size, b, a);
            }
        }
        return Segmentation.of(image.height(), image.width(), labels);
    }

    private static void rename(int[] labels, int[] size, int from, int to) {
        size[to] += size[from];
        Arrays.setAll(labels, i -> labels[i] == from ? to : labels[i]);
    }

    private static List<Edge> edges(Planes image) {
        List<Edge> edges = new ArrayList<>();
        addEdges(edges, image, 0, 0, 1);
        addEdges(edges, image, 0, 1, 0);
        addEdges(edges, image, 0, 1, 1);
        addEdges(edges, image, 1, 1, 0);
        return edges;
    }

    /** The edges from column x + right to row y + down, column x + across, for all rows y and columns x. */
    private static void addEdges(List<Edge> edges, Planes image, int right, int down, int across) {
        int width = image.width();
        for (int y = 0; y < image.height() - down; y++) {
            for (int x = 0; x < width - Math.max(right, across); x++) {
                int a = y * width + x + right;
                int b = (y + down) * width + x + across;
                edges.add(new Edge(a, b, distance(image.channels(), a, b)));
            }
        }
    }

    private static double distance(double[][] channels, int a, int b) {
        double sum = 0;
        for (double[] channel : channels) {
            sum += (channel[b] - channel[a]) * (channel[b] - channel[a]);
        }
        return Math.sqrt(sum);
    }
}
