package org.limn.attribution.perturbation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.limn.attribution.Cost;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.ExplanationException;
import org.limn.attribution.Question;
import org.limn.attribution.Sampled;
import org.limn.attribution.ScoringModel;
import org.limn.attribution.SegmentValues;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.segmentation.Grid;
import org.limn.segmentation.Segmentation;
import org.limn.segmentation.Segmenter;
import org.limn.segmentation.smoothing.BilinearGrid;
import org.limn.segmentation.smoothing.Smoothing;
import org.limn.segmentation.smoothing.SoftMasks;

/**
 * Explains by what a model says about perturbed images: the segmenter's regions, softened by the smoothing, are kept or lost as the
 * sampler says; what is lost shows the perturber's filling; from the scores the attribution makes a number per segment. The map,
 * f32[H,W], gives each pixel its segment's number, or the mean of the segments' numbers by their masks. The explanation's segments
 * hold the numbers and their standard errors, and the map in float64.
 *
 * <p>Pihlgren and Främling, "A study of perturbation-based explanations for image classifiers".
 *
 * @param per what a map is made of
 * @param error the greatest standard error of a segment's value, in units of the score, at which sampling ends, looked at after every
 *     100 samples; 0 takes all samples
 */
public record Perturbation(
        Segmenter segmenter,
        Smoothing smoothing,
        Sampler sampler,
        Perturber perturber,
        Attribution attribution,
        Per per,
        double error)
        implements Explainer {
    /** What a map is made of. */
    public enum Per {
        /** The number of the segment that a pixel belongs to. */
        SEGMENT,
        /** The mean of the segments' numbers, weighted by their soft masks at the pixel. */
        PIXEL
    }

    /** How many samples lie between two looks at the standard errors. */
    private static final int LOOK = 100;

    public Perturbation {
        if (!(error >= 0 && Double.isFinite(error))) {
            throw new IllegalArgumentException("sampling ends at a finite standard error from 0 on, got " + error);
        }
        if (sampler instanceof RandomSampler random && random.shift()) {
            if (!(segmenter instanceof Grid && smoothing instanceof BilinearGrid && attribution instanceof Rise)
                    || per != Per.PIXEL) {
                throw new IllegalArgumentException("masks that shift are those of a grid with smoothing=bilinear-grid,"
                        + " attribution=rise and per=pixel; use shift=false with others");
            }
        }
    }

    public Perturbation() {
        this(new Grid(7, 7), new BilinearGrid(), new RandomSampler(), new Fill(), new Rise(), Per.PIXEL, 0);
    }

    @Override
    public List<Explanation> explain(ScoringModel model, List<Question> questions) {
        return questions.stream().map(q -> explain(model, q)).toList();
    }

    private Explanation explain(ScoringModel model, Question question) {
        Tensor image = question.image();
        Shape plane = Shape.of(image.shape().dim(2), image.shape().dim(3));
        Segmentation regions = segmenter.segment(image);
        Perturber.Filling filling = perturber.of(image, regions);
        if (sampler instanceof RandomSampler random && random.shift()) {
            return shifted(model, question, random, regions, filling);
        }
        SoftMasks soft = smoothing.smooth(regions);
        PerturbedScores.Masks masks = (kept, sample, mask) -> soft.blend(ShiftedGrid.numbers(kept), mask, 0);
        List<boolean[]> rows = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        new PerturbedScores(model, image, question.target(), masks, filling)
                .of(sampler.rows(soft.count()), (kept, mask, score) -> {
                    rows.add(kept);
                    scores.add(score);
                    return error == 0
                            || rows.size() % LOOK != 0
                            || isTooWide(estimate(rows, scores), model, rows.size(), soft.count());
                });
        Estimate estimate = estimate(rows, scores);
        Tensor64 map =
                switch (per) {
                    case PIXEL -> soft.exactBlend(estimate.values());
                    case SEGMENT ->
                        Tensor64.of(
                                plane,
                                Arrays.stream(regions.labels())
                                        .mapToDouble(s -> estimate.values()[s])
                                        .toArray());
                };
        return Explanation.of(this, model, question, map.rounded())
                .with(new SegmentValues(
                        regions, boxed(estimate.values()), boxed(estimate.errors()), estimate.base(), map, rows.size()))
                .noting(said(rows.size(), soft.count(), estimate));
    }

    /** A look at the standard errors, which whoever watches the model hears of: whether they are greater than asked for. */
    private boolean isTooWide(Estimate estimate, ScoringModel model, int samples, int segments) {
        model.heard(new Sampled(samples, sampler.count(segments), estimate.greatestError(), error));
        return estimate.greatestError() > error;
    }

    private Estimate estimate(List<boolean[]> rows, List<Double> scores) {
        return attribution.of(
                sampler.samples(rows),
                scores.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** RISE as its paper has it: a sum over masks, each of which lies elsewhere, so that segments have no values. */
    private Explanation shifted(
            ScoringModel model,
            Question question,
            RandomSampler random,
            Segmentation regions,
            Perturber.Filling filling) {
        int height = regions.height();
        int width = regions.width();
        PixelRise sums = new PixelRise((Rise) attribution, height * width);
        double[] wide = new double[height * width];
        int[] samples = {0};
        new PerturbedScores(
                        model,
                        question.image(),
                        question.target(),
                        new ShiftedGrid((Grid) segmenter, height, width, ~random.seed()),
                        filling)
                .of(random.rows(regions.regions()), (kept, mask, score) -> {
                    for (int i = 0; i < wide.length; i++) {
                        wide[i] = mask[i];
                    }
                    sums.add(wide, score);
                    return error == 0
                            || ++samples[0] % LOOK != 0
                            || isTooWide(sums.estimate(), model, samples[0], regions.regions());
                });
        Estimate estimate = sums.estimate();
        Tensor64 map = Tensor64.of(Shape.of(height, width), estimate.values());
        int taken = error == 0 ? random.samples() : samples[0];
        return Explanation.of(this, model, question, map.rounded())
                .with(new SegmentValues(regions, List.of(), boxed(estimate.errors()), 0, map, taken))
                .noting(said(taken, regions.regions(), estimate));
    }

    /** Whether the standard errors that were asked for were reached. */
    private List<String> said(int samples, int segments, Estimate estimate) {
        if (error == 0) {
            return List.of();
        } else if (estimate.errors().length == 0) {
            return List.of(
                    "error=" + error + " was not looked at: these samples and this attribution give no standard error");
        }
        return List.of(String.format(
                java.util.Locale.ROOT,
                "standard error %.3g after %d of %d samples, %.3g was asked for",
                estimate.greatestError(),
                samples,
                sampler.count(segments),
                error));
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    @Override
    public Cost cost(Tensor image) {
        try {
            return new Cost(sampler.count(segmenter.segment(image).regions()), 0);
        } catch (ExplanationException e) {
            return Cost.NONE; // it will refuse before it asks
        }
    }

    /** Its preset's name, if it is one as published. */
    @Override
    public String name() {
        return PerturbationPresets.ALL.entrySet().stream()
                .filter(e -> e.getValue().equals(this))
                .map(java.util.Map.Entry::getKey)
                .findFirst()
                .orElse("perturbation");
    }
}
