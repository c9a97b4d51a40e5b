package org.limn.attribution.region;

import java.util.List;
import org.limn.attribution.Baseline;
import org.limn.attribution.CachingModel;
import org.limn.attribution.Channels;
import org.limn.attribution.Cost;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.Question;
import org.limn.attribution.RankedRegions;
import org.limn.attribution.ScoringModel;
import org.limn.attribution.gradient.IntegratedGradients;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.segmentation.MultiScaleFelzenszwalb;
import org.limn.segmentation.Region;
import org.limn.segmentation.RegionSource;

/**
 * XRAI: regions ranked by the mean attribution of the pixels that they add to those above them. The attribution is the base
 * method's maximum over channels; the map holds every pixel's region gain.
 *
 * <p>Kapishnikov, Bolukbasi, Viégas and Terry, "XRAI: better attributions through regions", ICCV 2019, algorithm 1,
 * https://arxiv.org/abs/1906.02825. The paper takes integrated gradients from black and white; PAIR's library takes {@link
 * Baseline.Extremes} and the rule {@code endpoints}.
 *
 * @param base what is gathered over regions
 * @param segments where the candidate regions come from; they may overlap
 * @param fast whether regions keep the rank of their whole mean, with no second look after others have been taken
 * @param areaThreshold stop when more than this share of the image is taken; 1 takes all that can be
 * @param minPixelGain a region that would add fewer pixels is not taken
 */
public record Xrai(Explainer base, RegionSource segments, boolean fast, double areaThreshold, int minPixelGain)
        implements Explainer {
    public Xrai {
        if (!(areaThreshold >= 0 && areaThreshold <= 1) || minPixelGain < 1) {
            throw new IllegalArgumentException(
                    "XRAI needs an areaThreshold from 0 to 1 and a minPixelGain of at least 1, got " + areaThreshold
                            + " and " + minPixelGain);
        }
    }

    public Xrai(Explainer base, RegionSource segments) {
        this(base, segments, false, 1, 50);
    }

    public Xrai() {
        this(new IntegratedGradients(100, Baseline.BLACK_AND_WHITE), new MultiScaleFelzenszwalb());
    }

    @Override
    public List<Explanation> explain(ScoringModel model, List<Question> questions) {
        List<Explanation> bases = CachingModel.explain(base, model, questions);
        return java.util.stream.IntStream.range(0, questions.size())
                .mapToObj(i -> explanation(model, questions.get(i), bases.get(i)))
                .toList();
    }

    @Override
    public Cost cost(Tensor image) {
        return base.cost(image);
    }

    private Explanation explanation(ScoringModel model, Question question, Explanation found) {
        Tensor attribution = found.heatmap(Channels.MAX);
        if (!finite(attribution)) {
            return Explanation.of(this, model, question, attribution).noting(found.notes());
        }
        RankedRegions ranked = rank(attribution.widen(), segments.regions(question.image()));
        return Explanation.of(this, model, question, ranked.gains())
                .with(ranked)
                .noting(found.notes());
    }

    /**
     * The ranking alone, of candidates by an attribution that is given.
     *
     * @param attribution f64[H,W], finite
     */
    public RankedRegions rank(Tensor64 attribution, List<Region> candidates) {
        check(attribution.shape(), candidates);
        Taken taken = new Taken(attribution.data());
        if (fast) {
            new SortedSelection(taken, candidates, areaThreshold, minPixelGain).run();
        } else {
            new GreedySelection(taken, candidates, areaThreshold, minPixelGain).run();
        }
        return taken.ranked(attribution.shape());
    }

    private static void check(Shape shape, List<Region> candidates) {
        for (Region r : candidates) {
            if (r.height() != shape.dim(0) || r.width() != shape.dim(1)) {
                throw new IllegalArgumentException("the attribution is f32" + shape + ", a region is of an image of "
                        + r.height() + "x" + r.width() + " pixels");
            }
        }
    }

    private static boolean finite(Tensor map) {
        for (float v : map.data()) {
            if (!Float.isFinite(v)) {
                return false;
            }
        }
        return true;
    }
}
