package org.limn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.limn.attribution.Channels;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.ScoringModel;
import org.limn.attribution.settings.Settings;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

class MapsTest {
    /** Values are least squares' in float64; few of them are numbers of float32. */
    @Test
    void pixelsOfSegmentsAreOrderedInDouble() {
        ScoringModel linear = image -> {
            float[] x = image.data();
            return Tensor.of(Shape.of(1, 1), 0.1f * x[0] - 0.3f * x[1] + 0.7f * x[2] + 0.9f * x[3]);
        };
        Explainer lime = Settings.parse(
                Explainer.class,
                "perturbation:segmenter=(grid:rows=2,columns=2),smoothing=hard,per=segment,attribution=lime,"
                        + "sampler=(random:samples=50),perturber=(fill:color=black)");
        Explanation found = lime.explain(linear, Tensor.of(Shape.of(1, 1, 2, 2), 1, 1, 1, 1), 0);
        double[] map = Maps.of(found, Channels.SUM);
        double[] values = found.segments().orElseThrow().values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        assertThat(map).containsExactly(values);
        assertThat(map).isNotEqualTo(found.attribution().widen().data());
        assertThat(Arrays.stream(Maps.of(found, Channels.ABS_SUM))).allMatch(v -> v >= 0);
        map[0] = 7; // a copy
        assertThat(Maps.of(found, Channels.SUM)).containsExactly(values);
    }
}
