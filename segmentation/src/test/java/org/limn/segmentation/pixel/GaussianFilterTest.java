package org.limn.segmentation.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

class GaussianFilterTest {
    private static final Offset<Double> ROUNDING = Offset.offset(1e-14);

    @Test
    void bordersContinueTheRowAsScipys() {
        assertThat(continued(Border.NEAREST)).containsExactly(0, 0, 0, 0, 0, 1, 2, 2, 2, 2, 2);
        assertThat(continued(Border.REFLECT)).containsExactly(2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0);
        assertThat(continued(Border.MIRROR)).containsExactly(0, 1, 2, 1, 0, 1, 2, 1, 0, 1, 2);
        assertThat(continued(Border.CONSTANT)).containsExactly(-1, -1, -1, -1, 0, 1, 2, -1, -1, -1, -1);
        for (Border border : List.of(Border.NEAREST, Border.REFLECT, Border.MIRROR)) {
            assertThat(border.index(-7, 1)).isZero();
        }
    }

    private static int[] continued(Border border) {
        int[] row = new int[11];
        for (int i = 0; i < 11; i++) {
            row[i] = border.index(i - 4, 3);
        }
        return row;
    }

    @Test
    void filteringIsTheSumOverTheKernelInBothDirections() {
        for (Border border : Border.values()) {
            for (double sigma : new double[] {0.2, 0.8, 3, 20}) {
                for (int[] size : new int[][] {{1, 1}, {1, 13}, {13, 1}, {9, 14}, {40, 3}}) {
                    isDoubleSum(new GaussianFilter(sigma, border), size[0], size[1]);
                }
            }
        }
    }

    private static void isDoubleSum(GaussianFilter filter, int height, int width) {
        double[] plane = new SplittableRandom(4).doubles((long) height * width).toArray();
        double[] smooth = plane.clone();
        filter.smooth(smooth, height, width);
        double[] kernel = filter.kernel();
        int radius = filter.radius();
        for (int i = 0; i < plane.length; i++) {
            double sum = 0;
            for (int dy = -radius; dy <= radius; dy++) {
                int y = filter.border().index(i / width + dy, height);
                double row = 0;
                for (int dx = -radius; dx <= radius; dx++) {
                    int x = filter.border().index(i % width + dx, width);
                    row += y < 0 || x < 0 ? 0 : kernel[Math.abs(dx)] * plane[y * width + x];
                }
                sum += kernel[Math.abs(dy)] * row;
            }
            assertThat(smooth[i]).isCloseTo(sum, ROUNDING);
        }
    }

    @Test
    void kernelFallsAndAddsUpToOne() {
        double[] half = new GaussianFilter(2.6, Border.NEAREST).kernel();
        assertThat(half).hasSize((int) (4 * 2.6 + 0.5) + 1);
        double sum = half[0];
        for (int i = 1; i < half.length; i++) {
            assertThat(half[i]).isPositive().isLessThan(half[i - 1]);
            sum += 2 * half[i];
        }
        assertThat(sum).isCloseTo(1, ROUNDING);
    }

    @Test
    void constantsStayWhereTheBorderIsNotZero() {
        double[] flat = flat();
        new GaussianFilter(4, Border.MIRROR).smooth(flat, 5, 7);
        for (double v : flat) {
            assertThat(v).isCloseTo(0.3, ROUNDING);
        }
        double[] dark = flat();
        new GaussianFilter(4, Border.CONSTANT).smooth(dark, 5, 7);
        assertThat(dark[0]).isLessThan(0.3);
    }

    private static double[] flat() {
        double[] flat = new double[35];
        java.util.Arrays.fill(flat, 0.3);
        return flat;
    }

    @Test
    void withoutWidthNothingChanges() {
        Tensor image = Tensor.of(Shape.of(1, 1, 2, 2), 0.1f, 0.2f, 0.3f, 0.7f);
        assertThat(new GaussianFilter(0, Border.CONSTANT).apply(image)).isEqualTo(image);
    }

    @Test
    void channelsAndImagesAreFilteredEachByItself() {
        float[] data = new float[2 * 3 * 20];
        data[3 * 20 + 7] = 1;
        Tensor out = new GaussianFilter(1, Border.REFLECT).apply(Tensor.of(Shape.of(2, 3, 4, 5), data));
        for (int i = 0; i < data.length; i++) {
            assertThat(out.data()[i] > 0).isEqualTo(i / 20 == 3);
        }
    }

    @Test
    void sigmaIsChecked() {
        assertThatIllegalArgumentException().isThrownBy(() -> new GaussianFilter(-1, Border.REFLECT));
        assertThatIllegalArgumentException().isThrownBy(() -> new GaussianFilter(Double.NaN, Border.REFLECT));
        assertThatIllegalArgumentException().isThrownBy(() -> new GaussianFilter(1e9, Border.REFLECT));
    }
}
