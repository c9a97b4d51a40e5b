package org.limn.segmentation.smoothing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.limn.autodiff.ReferenceData;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.segmentation.Grid;
import org.limn.segmentation.Pictures;
import org.limn.segmentation.Segmentation;
import org.limn.segmentation.pixel.Border;
import org.limn.segmentation.pixel.GaussianFilter;

/** The masks of the perturbation study, stored in float64; ours are rounded to float32. */
class StudyMasksTest {
    private static final double FLOAT = 6e-8;
    /** A weighted mean of float32 masks: each mask and the result are off by half an ulp of 1. */
    private static final double MEAN = 2e-7;

    private static Tensor64 stored(String path) throws IOException {
        return Npy.read64(ReferenceData.path("perturbation/" + path));
    }

    @Test
    void kernelIsScipys() throws IOException {
        double[] half = new GaussianFilter(10, Border.REFLECT).kernel();
        Tensor64 kernel = stored("common/gauss_kernel_sigma10.npy");
        for (int i = 0; i < 81; i++) {
            assertThat(half[Math.abs(i - 40)]).isCloseTo(kernel.data()[i], Offset.offset(1e-16));
        }
    }

    @TestFactory
    Stream<DynamicTest> gridMasksAreProductsOfTheStoredWeights() {
        return Stream.of(7, 10)
                .flatMap(n -> Stream.of(
                        DynamicTest.dynamicTest(n + " bilinear", () -> gridMasks(n, "bilinear", new BilinearGrid())),
                        DynamicTest.dynamicTest(n + " gauss", () -> gridMasks(n, "gauss", new Gaussian(70.0 / n)))));
    }

    private static void gridMasks(int n, String name, Smoothing smoothing) throws IOException {
        Segmentation grid = new Grid(n, n).segment(224, 224);
        assertThat(grid)
                .isEqualTo(Pictures.greyLabels(ReferenceData.path("perturbation/common/grid" + n + "_labels.png")));
        double[] weights =
                stored("common/grid" + n + "_" + name + "_weights.npy").data();
        SoftMasks masks = smoothing.smooth(grid);
        for (int s = 0; s < n * n; s++) {
            int down = s / n * 224;
            int across = s % n * 224;
            double off = farthest(
                    masks.mask(s), i -> i, 224 * 224, i -> weights[down + i / 224] * weights[across + i % 224]);
            assertThat(off).isLessThan(FLOAT);
        }
    }

    @TestFactory
    Stream<DynamicTest> blurredSegmentsAreTheStudys() {
        return Stream.of("012", "037", "087", "187", "287", "437")
                .map(id -> DynamicTest.dynamicTest(id, () -> blurredSegments("golden/" + id + "/slic_gauss/")));
    }

    private static void blurredSegments(String folder) throws IOException {
        SoftMasks masks =
                new Gaussian().smooth(Pictures.greyLabels(ReferenceData.path("perturbation/" + folder + "labels.png")));
        Tensor64 expected = stored(folder + "smooth_masks_sub8.npy");
        assertThat(masks.count()).isEqualTo(expected.shape().dim(0));
        for (int s = 0; s < masks.count(); s++) {
            int start = s * 28 * 28;
            double off =
                    farthest(masks.mask(s), i -> (4 + i / 28 * 8) * 224 + 4 + i % 28 * 8, 28 * 28, i -> expected.data()[
                            start + i]);
            assertThat(off).isLessThan(FLOAT);
        }
        for (int s : List.of(0, 13, 26, 38)) {
            String whole = String.format("%ssmooth_mask_full_%02d.npy", folder, s);
            if (Files.exists(ReferenceData.path("perturbation/" + whole))) {
                double[] stored = stored(whole).data();
                assertThat(farthest(masks.mask(s), i -> i, stored.length, i -> stored[i]))
                        .isLessThan(FLOAT);
            }
        }
    }

    @Test
    void pixelMasksOfSamplesAreTheStudys() throws IOException {
        String folder = "golden/012/slic_gauss/";
        SoftMasks masks =
                new Gaussian().smooth(Pictures.greyLabels(ReferenceData.path("perturbation/" + folder + "labels.png")));
        double[] samples = stored(folder + "Z_random_50.npy").data();
        double[] expected = stored(folder + "pmask_sub4.npy").data();
        int s = masks.count();
        for (int n = 0; n < 20; n++) {
            Tensor mask = masks.blend(Arrays.copyOfRange(samples, n * s, (n + 1) * s));
            int start = n * 56 * 56;
            double off =
                    farthest(mask, i -> (2 + i / 56 * 4) * 224 + 2 + i % 56 * 4, 56 * 56, i -> expected[start + i]);
            assertThat(off).isLessThan(MEAN);
        }
    }

    /** The greatest difference of a mask, at some of its pixels, from what it should be there. */
    private static double farthest(Tensor mask, IntUnaryOperator pixel, int count, IntToDoubleFunction expected) {
        return IntStream.range(0, count)
                .mapToDouble(i -> Math.abs(mask.data()[pixel.applyAsInt(i)] - expected.applyAsDouble(i)))
                .max()
                .orElseThrow();
    }
}
