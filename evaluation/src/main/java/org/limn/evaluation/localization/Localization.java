package org.limn.evaluation.localization;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.limn.attribution.Channels;
import org.limn.attribution.Explanation;
import org.limn.autodiff.tensor.Tensor;
import org.limn.evaluation.Maps;
import org.limn.evaluation.Outcome;
import org.limn.evaluation.Score;
import org.limn.evaluation.ScoreKind;
import org.limn.evaluation.Scores;
import org.limn.evaluation.Truth;
import org.limn.evaluation.TruthMetric;

/**
 * How well a map finds the object, as Kapishnikov et al., "XRAI", ICCV 2019, section 4.2, and Zhang et al., "Top-down neural
 * attention by excitation backprop", ECCV 2016 (pointing game), and Wang et al., "Score-CAM", 2020 (energy inside) judge it. It
 * supposes that the network looks at the object: a map that truly shows a network looking at the background scores badly.
 *
 * <p>Figures that are not defined for a map and a truth are skipped, each with its reason.
 *
 * @param figures which to give, in this order
 * @param top the share of pixels, in percent, that {@link Figure#IOU_TOP} takes
 * @param channels how channels become one number per pixel
 */
public record Localization(List<Figure> figures, double top, Channels channels) implements TruthMetric {
    public Localization {
        figures = List.copyOf(figures);
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("localization needs at least one figure of " + List.of(Figure.values()));
        }
        if (!(top > 0 && top <= 100)) {
            throw new IllegalArgumentException("the top share is in percent, above 0 and at most 100, got " + top);
        }
    }

    public Localization() {
        this(List.of(Figure.values()), 20, Channels.SUM);
    }

    @Override
    public List<ScoreKind> scores() {
        return figures.stream().map(Figure::kind).toList();
    }

    @Override
    public Outcome score(Explanation explanation, Truth truth) {
        Tensor map = explanation.heatmap(channels);
        if (map.shape().dim(0) != truth.height() || map.shape().dim(1) != truth.width()) {
            throw new IllegalArgumentException("the truth is " + truth.height() + "×" + truth.width() + ", the map "
                    + map.shape().dim(0) + "×" + map.shape().dim(1)
                    + "; a truth goes through the same crop and resize as its photo");
        }
        MapAndTruth both = new MapAndTruth(Maps.of(explanation, channels), truth.mask());
        Map<String, Score> found = new LinkedHashMap<>();
        Map<String, String> skipped = new LinkedHashMap<>();
        for (Figure figure : figures) {
            String name = figure.kind().name();
            figure.of(both, top)
                    .ifPresentOrElse(
                            value -> found.put(name, Score.of(value)),
                            () -> skipped.put(name, name + " is not defined where " + figure.undefined()));
        }
        return Scores.of(found, skipped);
    }
}
