package org.limn.segmentation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/**
 * CPU seconds of segmentation in one thread, beside the Python originals; docs/segmentation.md says how to run it.
 *
 * <pre>
 * SegmentationBenchmark compare IMAGE ROUNDS PYTHON TIMINGS PAIR   ours and scikit-image's or PAIR's in turn, and the ratios
 * SegmentationBenchmark grow IMAGE                                 one photo at four sizes, up to 4000x3000
 * </pre>
 */
final class SegmentationBenchmark {
    private static volatile int sink;

    private SegmentationBenchmark() {}

    public static void main(String[] args) throws IOException {
        Tensor photo = Pictures.rgb(Path.of(args[1]));
        if (args[0].equals("grow")) {
            grow(photo);
        } else {
            compare(tasks(photo), Integer.parseInt(args[2]), Arrays.asList(args[3], args[4]), args[5], args[1]);
        }
    }

    /** What {@code timings.py} calls by the same names. */
    private static Map<String, Supplier<Object>> tasks(Tensor photo) {
        Tensor network = Pictures.networkSpace(photo);
        MultiScaleFelzenszwalb xrai = new MultiScaleFelzenszwalb();
        Map<String, Supplier<Object>> tasks = new LinkedHashMap<>();
        tasks.put("felz100", () -> new Felzenszwalb().segment(photo));
        tasks.put("felz6-labels", () -> xrai.segmentations(network));
        tasks.put("felz6", () -> xrai.regions(network));
        tasks.put("slic250", () -> new Slic(250, 10, 10, 0, true, false).segment(photo));
        return tasks;
    }

    private static void compare(
            Map<String, Supplier<Object>> tasks, int rounds, List<String> python, String pair, String image) {
        tasks.forEach((name, task) -> {
            double first = seconds(task);
            for (double spent = 0; spent < 3; ) {
                spent += seconds(task);
            }
            System.out.printf("%-13s first call %.4f s%n", name, first);
        });
        tasks.forEach((name, task) -> {
            List<Double> ours = new ArrayList<>();
            List<Double> theirs = new ArrayList<>();
            for (int r = 0; r < rounds; r++) {
                theirs.add(original(name, python, pair, image));
                DoubleStream.generate(() -> seconds(task)).limit(9).forEach(ours::add);
            }
            double a = median(ours);
            double b = median(theirs);
            System.out.printf("%-13s ours %.4f s  original %.4f s  ratio %.3f%n", name, a, b, a / b);
        });
    }

    private static double original(String name, List<String> python, String pair, String image) {
        List<String> command = new ArrayList<>(python);
        command.addAll(List.of(name, "--repeat", "2", "--pair", pair, "--image", image));
        ProcessBuilder process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        try (BufferedReader lines = process.start().inputReader(StandardCharsets.UTF_8)) {
            return lines.lines()
                    .mapToDouble(l -> Double.parseDouble(l.split(" ", -1)[1]))
                    .min()
                    .orElseThrow(() -> new IllegalStateException(command + " printed nothing"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void grow(Tensor photo) {
        int[][] sizes = {{375, 500}, {750, 1000}, {1500, 2000}, {3000, 4000}};
        for (int[] size : sizes) {
            Tensor image = enlarged(photo, size[0], size[1]);
            double pixels = size[0] * size[1];
            System.out.printf("%dx%d", size[1], size[0]);
            System.out.printf("  felzenszwalb %.2f us", perPixel(() -> new Felzenszwalb().segment(image), pixels));
            System.out.printf(
                    "  six scales %.2f us", perPixel(() -> new MultiScaleFelzenszwalb().regions(image), pixels));
            Slic slic = new Slic((int) (pixels / 200), 10, 10, 0, true, false);
            System.out.printf("  slic %.2f us a pixel%n", perPixel(() -> slic.segment(image), pixels));
        }
    }

    private static double perPixel(Supplier<Object> task, double pixels) {
        int runs = (int) Math.max(2, Math.min(30, 6e6 / pixels));
        return DoubleStream.generate(() -> seconds(task)).limit(runs).min().orElseThrow() / pixels * 1e6;
    }

    /** The photo and its mirror images side by side until they cover the size: texture stays as fine as it is. */
    private static Tensor enlarged(Tensor photo, int height, int width) {
        int h = photo.shape().dim(2);
        int w = photo.shape().dim(3);
        float[] data = new float[3 * height * width];
        for (int i = 0; i < data.length; i++) {
            int y = i / width % height % (2 * h);
            int x = i % width % (2 * w);
            int from = Math.min(y, 2 * h - 1 - y) * w + Math.min(x, 2 * w - 1 - x);
            data[i] = photo.data()[i / (height * width) * h * w + from];
        }
        return Tensor.of(Shape.of(1, 3, height, width), data);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double seconds(Supplier<Object> task) {
        var thread = ManagementFactory.getThreadMXBean();
        long start = thread.getCurrentThreadCpuTime();
        sink = task.get().hashCode();
        return (thread.getCurrentThreadCpuTime() - start) / 1e9;
    }
}
