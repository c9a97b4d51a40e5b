package org.limn.attribution.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.limn.attribution.Functions;
import org.limn.attribution.Model;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

class ControlsTest {
    private static final Model NONE = Functions.linear(1);

    @Test
    void aStepOfOneGreyLevelHasTheEdgeOfSobel() {
        Tensor step = Tensor.of(Shape.of(1, 1, 3, 4), 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1);
        float edge = (float) Math.sqrt(0.5);
        assertThat(new Edges().explain(NONE, step, 0).attribution().data())
                .containsExactly(0, edge, edge, 0, 0, edge, edge, 0, 0, edge, edge, 0);
    }

    @Test
    void edgesAreThoseOfTheGreyImage() {
        float[] rgb = new float[3 * 9];
        rgb[4] = 1; // a red pixel in the middle
        float[] found = new Edges()
                .explain(NONE, Tensor.of(Shape.of(1, 3, 3, 3), rgb), 0)
                .attribution()
                .data();
        assertThat(found[1]).isEqualTo((float) (0.2125 * Math.sqrt(0.125)));
        assertThat(found[4]).isZero();
    }

    @Test
    void noiseIsRepeatableAndUniform() {
        Tensor image = Tensor.zeros(Shape.of(1, 3, 100, 100));
        float[] found = new Random(3).explain(NONE, image, 0).attribution().data();
        assertThat(new Random(3).explain(NONE, image, 0).attribution().data()).isEqualTo(found);
        assertThat(new Random(4).explain(NONE, image, 0).attribution().data()).isNotEqualTo(found);
        double sum = 0;
        for (float v : found) {
            assertThat(v).isGreaterThanOrEqualTo(0).isLessThan(1);
            sum += v;
        }
        assertThat(sum / found.length).isBetween(0.48, 0.52); // 7 standard deviations of the mean
    }
}
