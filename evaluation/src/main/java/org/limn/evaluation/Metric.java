package org.limn.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.limn.attribution.Cost;
import org.limn.attribution.settings.Settings;
import org.limn.autodiff.tensor.Tensor;

/**
 * Judges explanations. Implementations are records whose components are the settings and whose no-argument constructor holds the
 * published defaults; a line in {@code META-INF/services} makes one known by name. The four families differ in what they see.
 */
public sealed interface Metric permits MapMetric, TruthMetric, ModelMetric, MethodMetric {
    /** What users call it: the record's name in kebab case. */
    default String name() {
        return Settings.name(this);
    }

    /** The scores that it gives, in this order. */
    List<ScoreKind> scores();

    /** What judging one explanation of this image, f32[1,C,H,W], costs at most, besides what {@link MethodMetric} explains again. */
    default Cost cost(Tensor image) {
        return Cost.NONE;
    }

    /** What its figures depend on besides its settings, such as a native library and its version. */
    default Optional<String> provenance() {
        return Optional.empty();
    }

    /** The curve of several images: of curves over the same abscissas the mean at each; empty where they differ. */
    default Optional<Curve> joined(String score, List<Curve> curves) {
        if (curves.isEmpty()
                || !curves.stream()
                        .allMatch(c -> Arrays.equals(c.x(), curves.get(0).x()))) {
            return Optional.empty();
        }
        double[] mean = new double[curves.get(0).y().length];
        Arrays.setAll(
                mean, i -> curves.stream().mapToDouble(c -> c.y()[i]).average().orElseThrow());
        return Optional.of(new Curve(
                curves.get(0).xName(), curves.get(0).yName(), curves.get(0).x(), mean));
    }
}
