package org.limn.loader.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.limn.loader.onnx.Models.integer;
import static org.limn.loader.onnx.Models.ramp;
import static org.limn.loader.onnx.Models.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor64;

/** {@code GridSample}: closed forms; the format's own tests cover the rest. */
class SamplingTest {
    @TempDir
    Path folder = Path.of("");

    private double[] sampled(
            int opset, String mode, String padding, int aligned, Tensor64 image, Shape grid, float... places)
            throws IOException {
        Path file = Models.opset(opset)
                .image(image.shape().toArray())
                .weight("grid", grid, places)
                .node(
                        "GridSample",
                        "x grid",
                        "y",
                        text("mode", mode),
                        text("padding_mode", padding),
                        integer("align_corners", aligned))
                .output("y")
                .write(folder);
        OnnxGraph.Imported imported = OnnxGraph.read(file).program(Map.of("x", image.shape()), Map.of());
        return Models.run(imported.program(), image).data();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zeros", "border", "reflection"})
    void thePixelsOwnPlacesGiveTheImage(String padding) throws IOException {
        Tensor64 image = ramp(0.5, 1, 2, 2, 2);
        for (String mode : new String[] {"linear", "nearest", "cubic"}) {
            assertThat(sampled(20, mode, padding, 1, image, Shape.of(1, 2, 2, 2), -1, -1, 1, -1, -1, 1, 1, 1))
                    .as(mode)
                    .containsExactly(image.data(), within(1e-12));
            float h = 0.5f;
            assertThat(sampled(20, mode, padding, 0, image, Shape.of(1, 2, 2, 2), -h, -h, h, -h, -h, h, h, h))
                    .as(mode)
                    .containsExactly(image.data(), within(1e-12));
        }
    }

    /** A row 1 2 4 8; columns −1, 5 and 1.5 are asked for. */
    @ParameterizedTest
    @CsvSource({
        "zeros, 1, 0, 0, 3", "border, 1, 1, 8, 3", "reflection, 1, 2, 2, 3",
        "zeros, 0, 0, 0, 3", "border, 0, 1, 8, 3", "reflection, 0, 1, 4, 3"
    })
    void whatLiesOutsideIsZeroTheBorderOrAMirrorImage(
            String padding, int aligned, double left, double right, double middle) throws IOException {
        Tensor64 row = Tensor64.of(Shape.of(1, 1, 1, 4), new double[] {1, 2, 4, 8});
        float[] places = new float[6];
        double[] columns = {-1, 5, 1.5};
        for (int k = 0; k < 3; k++) {
            places[2 * k] = (float) (aligned == 1 ? 2 * columns[k] / 3 - 1 : (2 * columns[k] + 1) / 4 - 1);
        }
        assertThat(sampled(16, "bilinear", padding, aligned, row, Shape.of(1, 1, 3, 2), places))
                .containsExactly(new double[] {left, right, middle}, within(1e-5));
    }

    @Test
    void farOutsideIsLikeJustOutside() throws IOException {
        Tensor64 row = Tensor64.of(Shape.of(1, 1, 1, 4), new double[] {1, 2, 4, 8});
        assertThat(sampled(20, "cubic", "border", 1, row, Shape.of(1, 1, 2, 2), -1000, 0, 1000, 0))
                .containsExactly(new double[] {1, 8}, within(1e-9));
        // a period is 6 columns, 4 in these units
        assertThat(sampled(20, "cubic", "reflection", 1, row, Shape.of(1, 1, 2, 2), -0.5f, 0, -400.5f, 0))
                .satisfies(y -> assertThat(y[1]).isCloseTo(y[0], within(1e-4)));
    }
}
