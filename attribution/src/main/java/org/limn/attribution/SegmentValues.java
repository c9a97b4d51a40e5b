package org.limn.attribution;

import java.util.List;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.segmentation.Segmentation;

/**
 * A number per segment, and what is known of it.
 *
 * @param segmentation where the segments are
 * @param values the attribution of each; empty for a method that has values for pixels alone
 * @param errors the standard error of each value, or of each pixel where there are no values; empty if there is none
 * @param base the score that the values start from; 0 where a method has none
 * @param map the values per pixel as they were computed, f64[H,W]: order pixels by these, for float32 makes ties
 * @param samples how many perturbed images were scored for it
 */
public record SegmentValues(
        Segmentation segmentation, List<Double> values, List<Double> errors, double base, Tensor64 map, int samples) {
    public SegmentValues {
        values = List.copyOf(values);
        errors = List.copyOf(errors);
    }
}
