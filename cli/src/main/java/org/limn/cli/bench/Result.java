package org.limn.cli.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long a program takes.
 *
 * @param what forward, or forward and gradient
 * @param batch images per run
 * @param gflop arithmetic of convolutions and matrix products per image
 * @param cpuSeconds per image: the median run's, all threads together
 * @param wallSeconds per image, likewise
 * @param rate GFLOP per second of wall time
 * @param share of the peak of one thread that its CPU seconds reached: {@code flop / (cpuSeconds · peak)}; null where a driver
 *     computes
 * @param floor what share of its CPU seconds the floors of its lines are, added up: the larger of {@code flops / peak} and
 *     {@code bytes / bandwidth} of each
 * @param compileSeconds CPU time of making it ready to run
 * @param firstSeconds CPU time of the first run, per image, before the JVM has compiled its code
 * @param runs how many the medians are of
 * @param bytes what the executable holds besides the weights
 * @param families the lines by kind
 * @param lines each line by itself, in order
 */
public record Result(
        String what,
        int batch,
        double gflop,
        double cpuSeconds,
        double wallSeconds,
        double rate,
        @Nullable Double share,
        @Nullable Double floor,
        double compileSeconds,
        double firstSeconds,
        int runs,
        long bytes,
        List<Family> families,
        List<Line> lines) {
    /**
     * One line.
     *
     * @param milliseconds CPU time per run, or wall time of its launches where a driver computes; median
     * @param share of the peak that its arithmetic reached; 0 for lines without
     * @param floor what share of its time the larger of {@code flops / peak} and {@code bytes / bandwidth} would be
     * @param definition whether it runs by its definition, for want of a kernel
     */
    public record Line(
            String family,
            String text,
            double mflop,
            double megabytes,
            double milliseconds,
            double share,
            double floor,
            boolean definition) {
        /** GFLOP/s; 0 for lines without arithmetic that counts. */
        public double rate() {
            return milliseconds == 0 ? 0 : mflop / milliseconds;
        }
    }

    /**
     * The lines that take more than {@code weight} of the time of all lines, at less than {@code least} of their floors: what a
     * missing or slow kernel looks like.
     */
    public List<Line> slow(double weight, double least) {
        double all = lines.stream().mapToDouble(Line::milliseconds).sum();
        return lines.stream()
                .filter(line -> line.milliseconds() > weight * all && line.floor() < least)
                .toList();
    }
}
