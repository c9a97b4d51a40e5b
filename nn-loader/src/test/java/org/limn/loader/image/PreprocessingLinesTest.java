package org.limn.loader.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.limn.autodiff.device.reference.ReferenceDevice;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.ProgramBuilder;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

class PreprocessingLinesTest {
    static final List<Preprocessing> PRESETS = Preprocessing.PRESETS;

    @ParameterizedTest
    @FieldSource("PRESETS")
    void theLinesComputeTheDefinition(Preprocessing preset) {
        SplittableRandom random = new SplittableRandom(7);
        float[] pixels = new float[2 * 3 * 5 * 4];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(256) / 255f;
        }
        Tensor images = Tensor.of(Shape.of(2, 3, 5, 4), pixels);
        ProgramBuilder builder = new ProgramBuilder();
        Value image = builder.input("image", images.shape());
        builder.output("y", new PreprocessingLines(preset).emit(builder, image));
        double[] found = ReferenceDevice.evaluate(builder.build(), List.of(images.widen()))
                .get(0)
                .data();
        float[] wanted = preset.normalize(images).data();
        for (int i = 0; i < wanted.length; i++) {
            // two roundings of numbers up to 255 on either side
            assertThat(found[i]).isEqualTo(wanted[i], within(4 * 255 * 6e-8));
        }
    }
}
