package org.limn.evaluation.pic;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.limn.attribution.Channels;
import org.limn.attribution.Cost;
import org.limn.attribution.Explanation;
import org.limn.attribution.ScoringModel;
import org.limn.autodiff.tensor.Tensor;
import org.limn.evaluation.Curve;
import org.limn.evaluation.ModelMetric;
import org.limn.evaluation.Outcome;
import org.limn.evaluation.Score;
import org.limn.evaluation.ScoreKind;
import org.limn.evaluation.Scores;
import org.limn.evaluation.Skipped;
import org.limn.evaluation.Subject;
import org.limn.loader.image.Image;

/**
 * Performance Information Curves. The image is blurred until a random hundredth of its pixels is left, then gets back the pixels
 * of the greatest t of the map for growing t; what the model says of each ({@link Performance}) is drawn over how much information
 * each holds ({@link Entropy}). The score is the area under that curve: high where few bytes bring back what the model said.
 *
 * <p>Kapishnikov, Bolukbasi, Viégas and Terry, "XRAI: Better Attributions Through Regions", ICCV 2019, section 4.2,
 * https://arxiv.org/abs/1906.02825. The model must give probabilities. The map is an attribution f32[H,W] as it is, and of
 * f32[C,H,W] what the channels setting makes of it.
 *
 * @param style what is drawn: as in the paper, or as PAIR's published notebook does
 * @param entropy what measures information
 * @param thresholds t, the shares of pixels that come back, ascending where the style makes curves monotone
 * @param channels how an attribution per channel becomes a map
 * @param seed of the random pixels
 */
public record Pic(Style style, Entropy entropy, List<Double> thresholds, Channels channels, long seed)
        implements ModelMetric {
    public Pic {
        thresholds = List.copyOf(thresholds);
        if (thresholds.isEmpty() || !thresholds.stream().allMatch(t -> t > 0 && t <= 1)) {
            throw new IllegalArgumentException(
                    "pic needs thresholds above 0 and at most 1, at least one, got " + thresholds);
        }
    }

    public Pic() {
        this(
                new Paper(),
                Entropy.WEBP,
                List.of(0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.07, 0.10, 0.13, 0.21, 0.34, 0.5, 0.75),
                Channels.ABS_SUM,
                0);
    }

    /** What all maps of an image share: the ends of their curves. */
    private record Ends(boolean[] mask, long blurred, long original, Tensor scores) {}

    private record EndsKey(Entropy entropy, long seed) implements Subject.Key<Ends> {}

    /** Styles draw the same measurements of a map. */
    private record MapKey(Entropy entropy, List<Double> thresholds, long seed, DoubleBuffer map)
            implements Subject.Key<Measured> {}

    /**
     * What was measured on the blurred image, on one per threshold, and on the original.
     *
     * @param information bytes
     * @param performance by kind
     */
    public record Measured(double[] information, Map<Performance, double[]> performance) {}

    @Override
    public List<ScoreKind> scores() {
        return List.of(
                new ScoreKind("sic", true, "area, probability over information"),
                new ScoreKind("aic", true, "area, accuracy over information"));
    }

    @Override
    public Cost cost(Tensor image) {
        return new Cost(thresholds.size() + 2, 0);
    }

    @Override
    public Optional<String> provenance() {
        return Optional.of(entropy.provenance());
    }

    @Override
    public Outcome score(ScoringModel model, Subject subject, Explanation explanation) {
        Tensor attribution = explanation.attribution();
        double[] map = (attribution.shape().rank() == 2 ? attribution : channels.of(attribution))
                .widen()
                .data();
        int pixels = subject.image().shape().count(2, 4);
        if (map.length != pixels) {
            throw new IllegalArgumentException("pic needs a number for every pixel of the image f32"
                    + subject.image().shape() + ", the map is f32" + attribution.shape());
        }
        if (!Arrays.stream(map).allMatch(Double::isFinite)) {
            return new Skipped("the map is not finite everywhere");
        }
        Ends ends = subject.shared(
                new EndsKey(entropy, seed), () -> ends(model, subject.image(), Kept.random(pixels, seed)));
        Tensor known = ends.scores();
        int classes = known.shape().dim(1);
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += known.data()[c];
        }
        if (Math.abs(sum - 1) > 1e-3) {
            return new Skipped(String.format(
                    Locale.ROOT, "pic needs a model of probabilities; the scores of this one add up to %.4g", sum));
        }
        Map<String, String> skipped = refusals(measured(ends, new long[0], known, subject.target()));
        return skipped.size() == Performance.values().length
                ? Scores.of(Map.of(), skipped)
                : drawn(
                        subject.shared(
                                new MapKey(entropy, thresholds, seed, DoubleBuffer.wrap(map)),
                                () -> measured(model, subject, map, ends)),
                        skipped);
    }

    /** The measurements with a given map and random mask, both row-major. */
    public Measured measure(ScoringModel model, Subject subject, double[] map, boolean[] random) {
        return measured(model, subject, map, ends(model, subject.image(), random));
    }

    /** What measurements amount to. */
    public Outcome drawn(Measured measured) {
        return drawn(measured, refusals(measured));
    }

    private Outcome drawn(Measured measured, Map<String, String> skipped) {
        Map<String, Score> scores = new LinkedHashMap<>();
        measured.performance().forEach((kind, performance) -> {
            if (!skipped.containsKey(name(kind))) {
                scores.put(name(kind), style.score(kind, measured.information(), performance));
            }
        });
        return Scores.of(scores, skipped);
    }

    private Map<String, String> refusals(Measured measured) {
        Map<String, String> reasons = new LinkedHashMap<>();
        measured.performance().forEach((kind, performance) -> style.refusal(kind, measured.information(), performance)
                .ifPresent(reason -> reasons.put(name(kind), reason)));
        return reasons;
    }

    private Ends ends(ScoringModel model, Tensor image, boolean[] mask) {
        Image original = Image.of(image), blurred = DelaunayBlur.of(original, mask);
        int channels = image.shape().dim(1);
        Tensor scores = model.scores(List.of(blurred.tensor(channels), original.tensor(channels)));
        return new Ends(mask, entropy.bytes(blurred), entropy.bytes(original), scores);
    }

    private Measured measured(ScoringModel model, Subject subject, double[] map, Ends ends) {
        Image original = Image.of(subject.image());
        double[] sorted = Kept.sorted(map);
        long[] information = new long[thresholds.size()];
        List<Tensor> images = new ArrayList<>();
        for (int k = 0; k < information.length; k++) {
            Image partly = DelaunayBlur.of(original, Kept.best(map, sorted, thresholds.get(k), ends.mask()));
            information[k] = entropy.bytes(partly);
            images.add(partly.tensor(subject.image().shape().dim(1)));
        }
        Tensor between = model.scores(images);
        int classes = between.shape().dim(1);
        float[] all = Arrays.copyOf(ends.scores().data(), between.data().length + 2 * classes);
        System.arraycopy(all, classes, all, all.length - classes, classes); // the original comes last
        System.arraycopy(between.data(), 0, all, classes, between.data().length);
        return measured(
                ends, information, Tensor.of(between.shape().with(0, information.length + 2), all), subject.target());
    }

    private static Measured measured(Ends ends, long[] between, Tensor scores, int target) {
        int n = between.length + 2, classes = scores.shape().dim(1);
        double[] information = new double[n];
        information[0] = ends.blurred();
        information[n - 1] = ends.original();
        for (int k = 0; k < between.length; k++) {
            information[k + 1] = between[k];
        }
        Map<Performance, double[]> performance = new EnumMap<>(Performance.class);
        for (Performance kind : Performance.values()) {
            double[] values = new double[n];
            for (int k = 0; k < n; k++) {
                values[k] = kind.of(scores.data(), k * classes, classes, target);
            }
            performance.put(kind, values);
        }
        return new Measured(information, performance);
    }

    @Override
    public Optional<Curve> joined(String score, List<Curve> curves) {
        return curves.isEmpty()
                ? Optional.empty()
                : Optional.of(style.joined(Performance.valueOf(score.toUpperCase(Locale.ROOT)), curves));
    }

    private static String name(Performance kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
