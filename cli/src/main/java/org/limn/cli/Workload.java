package org.limn.cli;

import java.util.Map;
import org.limn.attribution.Baseline;
import org.limn.attribution.Explainer;
import org.limn.attribution.region.Occlusion;
import org.limn.attribution.settings.Settings;
import org.limn.autodiff.tensor.Tensor;

/** How many images a method will show to the model, about: what an honest remaining time is made of. */
final class Workload {
    private Workload() {}

    /** Steps × baselines for methods that walk a path, samples × the inner method for those that average, and so on inward. */
    static long of(Explainer method, Tensor image) {
        if (method instanceof Occlusion o) {
            int h = image.shape().dim(2), w = image.shape().dim(3);
            return Math.max(0, (h - o.size()) / o.stride() + 1L) * Math.max(0, (w - o.size()) / o.stride() + 1L) + 1;
        }
        Map<String, Object> settings = Settings.of(method);
        long inner = settings.values().stream()
                .filter(Explainer.class::isInstance)
                .mapToLong(e -> of((Explainer) e, image))
                .max()
                .orElse(1);
        long baselines = settings.get("baseline") instanceof Baseline b && !settings.containsKey("samples")
                ? b.of(image).size()
                : 1;
        return inner * number(settings, "steps") * number(settings, "samples") * baselines;
    }

    private static long number(Map<String, Object> settings, String key) {
        return settings.get(key) instanceof Integer n ? Math.max(1, n) : 1;
    }
}
