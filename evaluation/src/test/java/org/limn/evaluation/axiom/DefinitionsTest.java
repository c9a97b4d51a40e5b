package org.limn.evaluation.axiom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.limn.attribution.Baseline;
import org.limn.attribution.Channels;
import org.limn.attribution.Explanation;
import org.limn.attribution.Model;
import org.limn.attribution.Question;
import org.limn.attribution.control.Random;
import org.limn.attribution.gradient.Gradients;
import org.limn.attribution.perturbation.AnyColor;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.evaluation.Outcome;
import org.limn.evaluation.Scores;
import org.limn.evaluation.Subject;
import org.limn.evaluation.occlusion.InsertionDeletion;
import org.limn.evaluation.occlusion.OcclusionCurves;
import org.limn.evaluation.occlusion.Parts;
import org.limn.segmentation.Grid;

/**
 * Each metric against its definition, written out, on {@code F(x) = tanh(w·x) + x_0 x_1} of images of three channels and 5×7 pixels.
 * Sets and noise that a metric draws are read off the images that it asks about.
 */
class DefinitionsTest {
    private static final int PIXELS = 5 * 7, N = 3 * PIXELS;
    private static final float[] WEIGHTS = numbers(1, -0.2, 0.3), X = numbers(2, 0.1, 1), A = numbers(3, -1, 1);
    private static final Tensor IMAGE = image(X);
    private static final Subject SUBJECT = new Subject(IMAGE, 0, Optional.empty());

    private final List<float[]> asked = new ArrayList<>();

    private final Model model = new Model() {
        @Override
        public int batch() {
            return 4;
        }

        @Override
        public Tensor scores(Tensor images) {
            float[] scores = new float[images.shape().dim(0)];
            for (int n = 0; n < scores.length; n++) {
                float[] x = Arrays.copyOfRange(images.data(), n * N, (n + 1) * N);
                asked.add(x);
                scores[n] = (float) f(x);
            }
            return Tensor.of(Shape.of(scores.length, 1), scores);
        }

        @Override
        public Tensor gradients(Tensor images, int[] targets) {
            float[] all = new float[images.data().length];
            for (int n = 0; n < targets.length; n++) {
                float[] x = Arrays.copyOfRange(images.data(), n * N, (n + 1) * N);
                asked.add(x);
                System.arraycopy(gradient(x), 0, all, n * N, N);
            }
            return Tensor.of(images.shape(), all);
        }
    };

    private static double f(float... x) {
        return Math.tanh(product(WEIGHTS, x)) + (double) x[0] * x[1];
    }

    private static float[] gradient(float... x) {
        double tanh = Math.tanh(product(WEIGHTS, x));
        float[] g = new float[N];
        for (int i = 0; i < N; i++) {
            g[i] = (float) ((1 - tanh * tanh) * WEIGHTS[i] + (i == 0 ? x[1] : i == 1 ? x[0] : 0));
        }
        return g;
    }

    private static double product(float[] a, float[] b) {
        return IntStream.range(0, N).mapToDouble(i -> (double) a[i] * b[i]).sum();
    }

    private static float[] numbers(long seed, double from, double to) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] numbers = new float[N];
        for (int i = 0; i < N; i++) {
            numbers[i] = (float) random.nextDouble(from, to);
        }
        return numbers;
    }

    private static Tensor image(float... x) {
        return Tensor.of(Shape.of(1, 3, 5, 7), x);
    }

    private Explanation explanation() {
        return Explanation.of(new Random(), model, new Question(IMAGE, 0), Tensor.of(Shape.of(3, 5, 7), A.clone()));
    }

    /** Σ_c a of each pixel. */
    private static double[] map() {
        return IntStream.range(0, PIXELS)
                .mapToDouble(i -> (double) A[i] + A[i + PIXELS] + A[i + 2 * PIXELS])
                .toArray();
    }

    private static double value(Outcome outcome, String name) {
        return Objects.requireNonNull(((Scores) outcome).byName().get(name)).value();
    }

    /** The pixels from the least of the map to the greatest. */
    private static List<Integer> ascending() {
        double[] map = map();
        return IntStream.range(0, PIXELS)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> map[i]))
                .toList();
    }

    /** The image with these pixels replaced, in all channels. */
    private static float[] without(List<Integer> pixels, float fill) {
        float[] x = X.clone();
        for (int i : pixels) {
            x[i] = fill;
            x[i + PIXELS] = fill;
            x[i + 2 * PIXELS] = fill;
        }
        return x;
    }

    private static double pearson(List<double[]> pairs) {
        double n = pairs.size();
        double a = pairs.stream().mapToDouble(p -> p[0]).sum() / n;
        double b = pairs.stream().mapToDouble(p -> p[1]).sum() / n;
        double ab = pairs.stream().mapToDouble(p -> (p[0] - a) * (p[1] - b)).sum();
        double aa = pairs.stream().mapToDouble(p -> (p[0] - a) * (p[0] - a)).sum();
        double bb = pairs.stream().mapToDouble(p -> (p[1] - b) * (p[1] - b)).sum();
        return ab / Math.sqrt(aa * bb);
    }

    /** Of every image that was asked about and misses this many pixels: what its map adds up to there, and what it takes off. */
    private List<double[]> setsOf(int size) {
        double[] map = map();
        List<double[]> pairs = new ArrayList<>();
        for (float[] x : asked) {
            int[] gone = IntStream.range(0, PIXELS).filter(i -> x[i] == 0).toArray();
            if (gone.length == size) {
                pairs.add(new double[] {
                    Arrays.stream(gone).mapToDouble(i -> map[i]).sum(), f(X) - f(x)
                });
            }
        }
        return pairs;
    }

    @Test
    void completenessIsWhatTheSumMisses() {
        double sum = IntStream.range(0, N).mapToDouble(i -> A[i]).sum();
        assertThat(value(new CompletenessGap().score(model, SUBJECT, explanation()), "gap"))
                .isCloseTo(Math.abs(sum - (f(X) - f(new float[N]))), within(1e-5));
    }

    @Test
    void faithfulnessCorrelationIsOverTheSetsDrawn() {
        double found = value(
                new FaithfulnessCorrelation(4, 30, Baseline.BLACK, Channels.SUM, 0)
                        .score(model, SUBJECT, explanation()),
                "correlation");
        assertThat(setsOf(4)).hasSize(30);
        assertThat(found).isCloseTo(pearson(setsOf(4)), within(1e-5));
    }

    @Test
    void sensitivityNIsTheMeanOverSizes() {
        double found = value(
                new SensitivityN(List.of(20.0, 60.0), 25, Baseline.BLACK, Channels.SUM, 0)
                        .score(model, SUBJECT, explanation()),
                "correlation");
        assertThat(setsOf(7)).hasSize(25);
        assertThat(found).isCloseTo((pearson(setsOf(7)) + pearson(setsOf(21))) / 2, within(1e-5));
    }

    @Test
    void infidelityIsTheMeanSquareOfWhatNoiseDoesBeyondTheAttribution() {
        double found = value(new Infidelity(20, 0.1, 0).score(model, SUBJECT, explanation()), "infidelity");
        List<Double> squares = new ArrayList<>();
        for (float[] x : asked) {
            if (!Arrays.equals(x, X)) {
                double product = IntStream.range(0, N)
                        .mapToDouble(i -> (X[i] - x[i]) * A[i])
                        .sum();
                squares.add(Math.pow(product - (f(X) - f(x)), 2));
            }
        }
        assertThat(squares).hasSize(20);
        assertThat(found)
                .isCloseTo(squares.stream().mapToDouble(s -> s).average().orElseThrow(), within(1e-5));
    }

    @Test
    void sensitivityIsTheGreatestAndTheMeanOfRelativeChanges() {
        Gradients method = new Gradients();
        Explanation before = method.explain(model, IMAGE, 0);
        asked.clear();
        Outcome found = new MaxSensitivity(6, 0.3, 0).score(model, SUBJECT, method, before);
        double[] changes = asked.stream()
                .mapToDouble(x -> {
                    float[] g = gradient(X), h = gradient(x);
                    double off = IntStream.range(0, N)
                            .mapToDouble(i -> Math.pow((double) g[i] - h[i], 2))
                            .sum();
                    return Math.sqrt(off / product(g, g));
                })
                .toArray();
        assertThat(changes).hasSize(6);
        assertThat(asked).allSatisfy(x -> IntStream.range(0, N)
                .forEach(i -> assertThat(Math.abs(x[i] - X[i])).isLessThan(0.3f)));
        assertThat(value(found, "max-sensitivity"))
                .isCloseTo(Arrays.stream(changes).max().orElseThrow(), within(1e-6));
        assertThat(value(found, "avg-sensitivity"))
                .isCloseTo(Arrays.stream(changes).average().orElseThrow(), within(1e-6));
    }

    @Test
    void monotonicityCountsStepsThatDoNotFall() {
        List<Integer> order = ascending();
        int kept = 0;
        for (int k = 1; k <= PIXELS; k++) {
            double less = f(without(order.subList(k - 1, PIXELS), 0)), more = f(without(order.subList(k, PIXELS), 0));
            kept += (float) more >= (float) less ? 1 : 0;
        }
        Outcome found = new Monotonicity(PIXELS, Baseline.BLACK, Channels.SUM).score(model, SUBJECT, explanation());
        assertThat(value(found, "monotonicity")).isCloseTo(kept / (double) PIXELS, within(1e-12));
    }

    @Test
    void sparsenessIsHalfTheRelativeMeanDifference() {
        double[] a = Arrays.stream(map()).map(Math::abs).toArray();
        double differences = 0;
        for (double one : a) {
            for (double other : a) {
                differences += Math.abs(one - other);
            }
        }
        double mean = Arrays.stream(a).average().orElseThrow();
        assertThat(value(new Sparseness().score(explanation()), "gini"))
                .isCloseTo(differences / (2.0 * PIXELS * PIXELS * mean), within(1e-6));
    }

    @Test
    void complexityIsTheEntropyOfShares() {
        double sum = Arrays.stream(map()).map(Math::abs).sum();
        double entropy = Arrays.stream(map())
                .map(Math::abs)
                .map(v -> v / sum)
                .map(p -> -p * Math.log(p))
                .sum();
        assertThat(value(new Complexity().score(explanation()), "entropy")).isCloseTo(entropy, within(1e-6));
    }

    @Test
    void occlusionCurvesAreMeansOfScoresWithTheFirstAndLastImage() {
        List<Integer> order = ascending();
        double lif = 0, mif = 0;
        for (int gone : new int[] {0, 12, 23, 35}) { // thirds of 35: 11.67 and 23.33
            lif += f(without(order.subList(0, gone), 0.25f)) / 4;
            mif += f(without(order.subList(PIXELS - gone, PIXELS), 0.25f)) / 4;
        }
        Outcome found = new OcclusionCurves(4, new AnyColor(List.of(0.25)), new Parts.Pixels(), false, Channels.SUM)
                .score(model, SUBJECT, explanation());
        assertThat(value(found, "lif")).isCloseTo(lif, within(1e-6));
        assertThat(value(found, "mif")).isCloseTo(mif, within(1e-6));
        assertThat(value(found, "srg")).isCloseTo(lif - mif, within(1e-6));
    }

    @Test
    void segmentsGoAsAWholeInTheOrderOfTheirMeans() {
        double[] map = map();
        List<List<Integer>> columns = IntStream.range(0, 7)
                .mapToObj(c -> IntStream.range(0, 5).mapToObj(r -> r * 7 + c).toList())
                .sorted(Comparator.comparingDouble(
                        c -> c.stream().mapToDouble(i -> map[i]).sum()))
                .toList();
        double lif = 0;
        for (int gone = 0; gone <= 7; gone++) {
            lif += f(without(
                            columns.subList(0, gone).stream()
                                    .flatMap(List::stream)
                                    .toList(),
                            0.25f))
                    / 8;
        }
        Parts columnwise = new Parts.Segments(new Grid(1, 7));
        Outcome found = new OcclusionCurves(8, new AnyColor(List.of(0.25)), columnwise, false, Channels.SUM)
                .score(model, SUBJECT, explanation());
        assertThat(value(found, "lif")).isCloseTo(lif, within(1e-6));
    }

    @Test
    void insertionAndDeletionAreAreasOverSharesOfPixels() {
        List<Integer> order = new ArrayList<>(ascending());
        java.util.Collections.reverse(order);
        int[] at = {0, 10, 20, 30, 35};
        double insertion = 0, deletion = 0;
        for (int k = 1; k < at.length; k++) {
            double width = (at[k] - at[k - 1]) / (double) PIXELS / 2;
            insertion += width
                    * (f(without(order.subList(at[k - 1], PIXELS), 1)) + f(without(order.subList(at[k], PIXELS), 1)));
            deletion += width * (f(without(order.subList(0, at[k - 1]), 0)) + f(without(order.subList(0, at[k]), 0)));
        }
        Outcome found = new InsertionDeletion(10, Baseline.BLACK, Baseline.WHITE, Channels.SUM)
                .score(model, SUBJECT, explanation());
        assertThat(value(found, "insertion")).isCloseTo(insertion, within(1e-6));
        assertThat(value(found, "deletion")).isCloseTo(deletion, within(1e-6));
    }
}
