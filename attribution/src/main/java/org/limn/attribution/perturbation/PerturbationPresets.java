package org.limn.attribution.perturbation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.limn.attribution.Explainer;
import org.limn.attribution.settings.Presets;
import org.limn.segmentation.Grid;
import org.limn.segmentation.Quickshift;
import org.limn.segmentation.Segmenter;
import org.limn.segmentation.Slic;
import org.limn.segmentation.smoothing.BilinearGrid;
import org.limn.segmentation.smoothing.Hard;

/**
 * Perturbation methods as they were published, by name.
 *
 * <ul>
 *   <li>{@code rise}: section 4.1 of its paper (the 4000 masks for VGG-16), whose code, https://github.com/eclique/RISE, multiplies
 *       normalized images by masks, so that what is lost is ImageNet's mean color.
 *   <li>{@code lime}: the defaults of {@code LimeImageExplainer}, https://github.com/marcotcr/lime, quickshift's and the untouched
 *       first sample included.
 *   <li>{@code kernel-shap}: the image example of SHAP's package, https://github.com/shap/shap: SLIC with σ 3, white, 1000 samples.
 *   <li>{@code ciu}: the defaults of https://github.com/KaryFramling/ciu.image; importance there is a share of [0,1], here of the
 *       scores seen.
 *   <li>{@code pda}: Robnik-Šikonja and Kononenko's difference of evidence; they have features of a table, so that regions and
 *       filling are {@code ciu}'s.
 *   <li>{@code single-feature}: Zeiler and Fergus's grey, over regions where they move a square.
 * </ul>
 */
public final class PerturbationPresets implements Presets<Explainer> {
    static final Map<String, Perturbation> ALL = all();

    private static Map<String, Perturbation> all() {
        Map<String, Perturbation> all = new LinkedHashMap<>();
        Slic slic = new Slic(50, 20, 10, 0, true, false);
        Perturber grey = new AnyColor(List.of(0.5));
        all.put(
                "rise",
                new Perturbation(
                        new Grid(7, 7),
                        new BilinearGrid(),
                        new RandomSampler(4000, 0.5, true, false, 0),
                        new Fill(),
                        new Rise(Rise.Norm.EXPECTED, 0.5),
                        Perturbation.Per.PIXEL,
                        0));
        all.put(
                "lime",
                segments(
                        new Quickshift(4, 200, 0.2, 0),
                        new RandomSampler(1000, 0.5, false, true, 0),
                        new SegmentMean(),
                        new Lime(0.25, 1)));
        all.put(
                "kernel-shap",
                segments(
                        new Slic(50, 30, 10, 3, true, false),
                        new KernelSampler(1000, 0),
                        new Fill(Fill.Paint.WHITE),
                        new KernelShap(KernelShap.Form.CONSTRAINED)));
        all.put("ciu", segments(slic, new Single(), grey, new Ciu()));
        all.put("pda", segments(slic, new Single(), grey, new Pda(Pda.Form.EVIDENCE, false, 1000, 1_281_167)));
        all.put("single-feature", segments(slic, new Single(), grey, new Pda()));
        return Map.copyOf(all);
    }

    private static Perturbation segments(
            Segmenter segmenter, Sampler sampler, Perturber perturber, Attribution attribution) {
        return new Perturbation(segmenter, new Hard(), sampler, perturber, attribution, Perturbation.Per.SEGMENT, 0);
    }

    @Override
    public Class<Explainer> kind() {
        return Explainer.class;
    }

    @Override
    public Map<String, Explainer> presets() {
        return Map.copyOf(ALL);
    }

    /** A method is what its samples are and what it makes of them; regions and what replaces them are settings. */
    @Override
    public boolean resembles(Explainer preset, Explainer changed) {
        Perturbation a = (Perturbation) preset, b = (Perturbation) changed;
        boolean sameForm = !(a.attribution() instanceof Pda pda)
                || b.attribution() instanceof Pda other && pda.form() == other.form();
        return a.attribution().getClass() == b.attribution().getClass()
                && a.sampler().getClass() == b.sampler().getClass()
                && a.per() == b.per()
                && sameForm;
    }
}
