package org.limn.attribution.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.limn.attribution.Functions;
import org.limn.autodiff.tensor.Tensor;

class OcclusionTest {
    @Test
    void everyPixelGetsWhatAllWindowsOverItLose() {
        // windows lose 1+2, 2+3, 3+4
        assertThat(explain(new Occlusion(1, 1, 0)).data()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void windowsOverlapAndStayInside() {
        Tensor twoRows = Tensor.of(org.limn.autodiff.tensor.Shape.of(1, 1, 2, 3), 1, 1, 1, 1, 1, 1);
        Tensor found = new Occlusion(2, 1, 0)
                .explain(Functions.linear(1, 2, 3, 4, 5, 6), twoRows, 0)
                .attribution();
        // the left window loses 1+2+4+5, the right one 2+3+5+6
        assertThat(found.data()).containsExactly(12, 28, 16, 12, 28, 16);
    }

    @Test
    void theStrideSkipsWindows() {
        assertThat(explain(new Occlusion(1, 2, 0)).data()).containsExactly(1, 0, 3, 0);
    }

    @Test
    void theValueIsWhatTheWindowCoversWith() {
        assertThat(explain(new Occlusion(1, 1, 1)).data()).containsOnly(0);
    }

    @Test
    void aWindowThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> explain(new Occlusion()))
                .hasMessageContaining("15x15")
                .hasMessageContaining("[1,1,1,4]");
    }

    private static Tensor explain(Occlusion method) {
        return method.explain(Functions.linear(1, 2, 3, 4), Functions.row(1, 1, 1, 1), 0)
                .attribution();
    }
}
