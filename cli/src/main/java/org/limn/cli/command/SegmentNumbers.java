package org.limn.cli.command;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.limn.attribution.SegmentValues;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.loader.image.Image;

/**
 * What a perturbation method found of each segment.
 *
 * @param samples how many perturbed images the network was shown
 * @param base the score that the values start from
 * @param greatestError the greatest standard error of a value, or of a pixel where there are no values; null if there is none
 * @param regions those of the greatest values first; empty for a method that gives values to pixels alone
 */
record SegmentNumbers(int samples, double base, @Nullable Double greatestError, List<Row> regions) {
    /** A segment with its value and the value's standard error, and where it is: first and last column and row. */
    record Row(int region, double value, @Nullable Double error, int area, int left, int top, int right, int bottom) {
        String line() {
            String found = String.format(Locale.ROOT, "    region %d: %.4g", region, value);
            String off = error == null ? "" : String.format(Locale.ROOT, " ± %.2g", error);
            return found
                    + off
                    + String.format(
                            Locale.ROOT,
                            ", %d pixels in columns %d to %d, rows %d to %d",
                            area,
                            left,
                            right,
                            top,
                            bottom);
        }
    }

    static SegmentNumbers of(SegmentValues found, Image seen) {
        List<Double> errors = found.errors();
        Double greatest =
                errors.isEmpty() ? null : errors.stream().max(Double::compare).orElseThrow();
        Stream<Row> rows = found.values().isEmpty()
                ? Stream.of()
                : RegionTable.of(seen, found.segmentation()).rows().stream()
                        .map(r -> new Row(
                                r.region(),
                                found.values().get(r.region()),
                                errors.isEmpty() ? null : errors.get(r.region()),
                                r.area(),
                                r.left(),
                                r.top(),
                                r.right(),
                                r.bottom()));
        return new SegmentNumbers(
                found.samples(),
                found.base(),
                greatest,
                rows.sorted(Comparator.comparingDouble(Row::value).reversed()).toList());
    }

    /** The standard error at each pixel, that of its segment where segments have values, f32[H,W]; null if there is none. */
    static @Nullable Tensor errors(SegmentValues found) {
        if (found.errors().isEmpty()) {
            return null;
        }
        int[] labels = found.segmentation().labels();
        float[] map = new float[labels.length];
        IntStream.range(0, map.length)
                .forEach(i -> map[i] = found.errors()
                        .get(found.values().isEmpty() ? i : labels[i])
                        .floatValue());
        return Tensor.of(
                Shape.of(found.segmentation().height(), found.segmentation().width()), map);
    }
}
