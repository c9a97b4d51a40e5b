package org.limn.evaluation.axiom;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.limn.attribution.Cost;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.Model;
import org.limn.attribution.Question;
import org.limn.autodiff.tensor.Tensor;
import org.limn.evaluation.MethodMetric;
import org.limn.evaluation.Outcome;
import org.limn.evaluation.Score;
import org.limn.evaluation.ScoreKind;
import org.limn.evaluation.Scores;
import org.limn.evaluation.Skipped;
import org.limn.evaluation.Subject;

/**
 * The greatest and the mean {@code ‖a(x + δ) − a(x)‖₂/‖a(x)‖₂} over images with noise δ, each element uniform in ±radius. A method
 * that says the same of every image has 0.
 *
 * <p>Yeh, Hsieh, Suggala, Inouye and Ravikumar, "On the (in)fidelity and sensitivity of explanations", NeurIPS 2019, section 4;
 * relative to the attribution's norm, as their experiments and Quantus have it.
 *
 * @param samples noisy images
 * @param radius of the noise, in units of the image
 * @param seed of the noise
 */
public record MaxSensitivity(int samples, double radius, long seed) implements MethodMetric {
    public MaxSensitivity {
        if (samples < 1 || !(radius > 0)) {
            throw new IllegalArgumentException(
                    "sensitivity needs at least 1 sample and a radius above 0, got " + samples + " and " + radius);
        }
    }

    public MaxSensitivity() {
        this(10, 0.02, 0);
    }

    @Override
    public List<ScoreKind> scores() {
        String unit = "share of the attribution's norm";
        return List.of(new ScoreKind("max-sensitivity", false, unit), new ScoreKind("avg-sensitivity", false, unit));
    }

    @Override
    public Cost cost(Model model, Explainer method, Tensor image) {
        return method.cost(image).times(samples);
    }

    @Override
    public Outcome score(Model model, Subject subject, Explainer method, Explanation explanation) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<Question> noisy = new ArrayList<>();
        for (int k = 0; k < samples; k++) {
            float[] data = subject.image().data().clone();
            for (int i = 0; i < data.length; i++) {
                data[i] += (float) (radius * (2 * random.nextDouble() - 1));
            }
            noisy.add(new Question(Tensor.of(subject.image().shape(), data), subject.target()));
        }
        float[] before = explanation.attribution().data();
        double norm = distance(before, new float[before.length]);
        if (norm == 0) {
            return new Skipped("the attribution is zero everywhere, nothing to be relative to");
        }
        double most = 0, sum = 0;
        for (Explanation after : method.explain(model, noisy)) {
            double off = distance(after.attribution().data(), before) / norm;
            most = Math.max(most, off);
            sum += off;
        }
        Map<String, Score> scores = new LinkedHashMap<>();
        scores.put("max-sensitivity", Score.of(most));
        scores.put("avg-sensitivity", Score.of(sum / samples));
        return new Scores(scores);
    }

    private static double distance(float[] a, float[] b) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            squares += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
        }
        return Math.sqrt(squares);
    }
}
