package org.limn.attribution;

import java.util.List;
import java.util.OptionalDouble;
import org.limn.autodiff.tensor.Tensor;

/**
 * What a method found.
 *
 * @param attribution signed; f32[C,H,W], a number per element of the image, or f32[H,W], a number per pixel
 * @param method the method with all its settings: running it again gives the same bits
 * @param target the class explained
 * @param gap for methods that promise completeness, {@code |Σ attribution − (F(x) − F(x'))|}
 * @param notes what a reader should know, such as a map that is zero everywhere and why
 */
public record Explanation(Tensor attribution, Explainer method, int target, OptionalDouble gap, List<String> notes) {
    public Explanation {
        notes = List.copyOf(notes);
    }
}
