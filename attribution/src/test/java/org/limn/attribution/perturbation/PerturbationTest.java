package org.limn.attribution.perturbation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.ScoringModel;
import org.limn.attribution.SegmentValues;
import org.limn.attribution.settings.Settings;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

class PerturbationTest {
    private static final Tensor IMAGE = image();

    private static Tensor image() {
        Random random = new Random(1);
        float[] data = new float[3 * 28 * 28];
        for (int i = 0; i < data.length; i++) {
            data[i] = random.nextFloat();
        }
        return Tensor.of(Shape.of(1, 3, 28, 28), data);
    }

    /** The mean of an image's left half is its score for class 0; it takes so many images at once. */
    private record LeftHalf(int batch) implements ScoringModel {
        @Override
        public Tensor scores(Tensor images) {
            assertThat(images.shape().dim(0)).isLessThanOrEqualTo(batch);
            int size = images.shape().count(1, 4);
            float[] scores = new float[images.shape().dim(0)];
            for (int i = 0; i < images.data().length; i++) {
                scores[i / size] += i % 28 < 14 ? images.data()[i] / size : 0;
            }
            return Tensor.of(Shape.of(scores.length, 1), scores);
        }
    }

    private static Explainer method(String settings) {
        return Settings.parse(Explainer.class, settings);
    }

    private static Explanation explain(String settings, int batch) {
        return method(settings).explain(new LeftHalf(batch), IMAGE, 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rise:samples=130",
                "lime:samples=120,segmenter=(grid:rows=4,columns=4)",
                "kernel-shap:samples=90,segmenter=(grid:rows=4,columns=4)",
                "ciu:segmenter=(grid:rows=4,columns=4)",
                "perturbation:perturber=random-color,error=0.004"
            })
    void anyBatchAndAnyNumberOfThreadsGiveTheSameBits(String settings) throws Exception {
        Explanation one = explain(settings, 1);
        for (int batch : new int[] {3, 64}) {
            ForkJoinPool three = new ForkJoinPool(3);
            Explanation other = three.submit(() -> explain(settings, batch)).get();
            three.shutdown();
            assertThat(other.attribution()).isEqualTo(one.attribution());
            SegmentValues found = other.segments().orElseThrow();
            SegmentValues wanted = one.segments().orElseThrow();
            assertThat(found.samples()).isEqualTo(wanted.samples());
            assertThat(found.values()).isEqualTo(wanted.values());
            assertThat(found.errors()).isEqualTo(wanted.errors());
            assertThat(found.map().data()).isEqualTo(wanted.map().data());
        }
    }

    @Test
    void samplingEndsAtTheFirstLookThatFindsTheErrorSmallEnough() {
        List<Integer> taken = new ArrayList<>();
        for (String error : List.of("0.02", "0.01", "0.005")) {
            Explanation found = explain("rise:error=" + error, 7);
            double greatest = found.segments().orElseThrow().errors().stream()
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElseThrow();
            assertThat(greatest).isLessThanOrEqualTo(Double.parseDouble(error));
            assertThat(found.notes()).anyMatch(n -> n.contains("of 4000 samples"));
            taken.add(found.segments().orElseThrow().samples());
        }
        assertThat(taken).isSorted().allMatch(n -> n % 100 == 0 && n < 4000);
        assertThat(taken.get(2)).isGreaterThan(taken.get(0));
    }

    @Test
    void anErrorThatIsNeverReachedTakesAllSamples() {
        Explanation found = explain("rise:samples=250,error=1e-9", 8);
        assertThat(found.segments().orElseThrow().samples()).isEqualTo(250);
        assertThat(found.notes()).anyMatch(n -> n.contains("250 of 250 samples"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rise",
                "rise:samples=500",
                "kernel-shap:segmenter=(slic:segments=30),seed=4",
                "pda:perturber=(fill:color=black)",
                "lime:width=0.5",
                "ciu:measure=utility,form=many"
            })
    void aPresetWithWhateverIsChangedIsWhatItPrintsAs(String settings) {
        Explainer found = method(settings);
        assertThat(method(Settings.print(found))).isEqualTo(found);
        assertThat(Settings.name(found)).isEqualTo(settings.split(":", 2)[0]);
    }

    @Test
    void aPresetsSettingsAndThoseOfItsPartsCanBeChanged() {
        Perturbation rise = (Perturbation) method("rise:samples=500,seed=9,error=0.5");
        assertThat(rise.sampler()).isEqualTo(new RandomSampler(500, 0.5, true, false, 9));
        assertThat(rise.error()).isEqualTo(0.5);
        assertThat(rise.attribution()).isEqualTo(new Rise(Rise.Norm.EXPECTED, 0.5));
    }

    @Test
    void theCostIsHowManyImagesTheModelIsShown() {
        for (String settings : List.of("rise:samples=130", "kernel-shap:samples=90", "ciu", "lime:samples=50")) {
            long[] shown = {0};
            method(settings)
                    .explain(
                            images -> {
                                shown[0]++;
                                return new LeftHalf(1).scores(images);
                            },
                            IMAGE,
                            0);
            assertThat(shown[0])
                    .as(settings)
                    .isEqualTo(method(settings).cost(IMAGE).scores());
        }
    }
}
