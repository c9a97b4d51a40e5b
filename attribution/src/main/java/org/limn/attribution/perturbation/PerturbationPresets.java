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

/** Perturbation methods as they were published, by name. */
public final class PerturbationPresets implements Presets<Explainer> {
    static final Map<String, Perturbation> ALL = all();

    private static Map<String, Perturbation> all() {
        Map<String, Perturbation> all = new LinkedHashMap<>();
        Slic slic = new Slic(50, 10, 10, 0, true, false);
        Perturber grey = new AnyColor(List.of(0.5));
        all.put(
                "rise",
                new Perturbation(
                        new Grid(7, 7),
                        new BilinearGrid(),
                        new RandomSampler(4000, 0.5, true, 0),
                        new Fill(),
                        new Rise(Rise.Norm.EXPECTED, 0.5),
                        Perturbation.Per.PIXEL,
                        0));
        // their code fills each segment with its own mean; the image's stands here
        all.put(
                "lime",
                segments(
                        new Quickshift(),
                        new RandomSampler(1000, 0.5, false, 0),
                        new Fill(Fill.Paint.IMAGE_MEAN),
                        new Lime(0.25, 1)));
        all.put(
                "kernel-shap",
                segments(slic, new KernelSampler(1000, 0), new Fill(), new KernelShap(KernelShap.Form.CONSTRAINED)));
        all.put("ciu", segments(slic, new Single(false, true, true), grey, new Ciu()));
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
