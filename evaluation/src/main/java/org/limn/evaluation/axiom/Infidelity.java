package org.limn.evaluation.axiom;

import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.limn.attribution.Cost;
import org.limn.attribution.Explanation;
import org.limn.attribution.ScoringModel;
import org.limn.autodiff.tensor.Tensor;
import org.limn.evaluation.ModelMetric;
import org.limn.evaluation.Outcome;
import org.limn.evaluation.ScoreKind;
import org.limn.evaluation.Scores;
import org.limn.evaluation.Skipped;
import org.limn.evaluation.Subject;
import org.limn.evaluation.TargetScores;

/**
 * {@code E_I (Iᵀ g − (F(x) − F(x − I)))²} for Gaussian I: how far an attribution of the sensitivity kind, such as the gradient, is
 * from predicting what noise does to the score. Attributions that multiply by the input are not of that kind and are judged
 * wrongly.
 *
 * <p>Yeh, Hsieh, Suggala, Inouye and Ravikumar, "On the (in)fidelity and sensitivity of explanations", NeurIPS 2019, definition
 * 2.1.
 *
 * @param samples draws of I
 * @param sigma standard deviation of I's elements, in units of the image
 * @param seed of the draws
 */
public record Infidelity(int samples, double sigma, long seed) implements ModelMetric {
    public Infidelity {
        if (samples < 1 || !(sigma > 0)) {
            throw new IllegalArgumentException(
                    "infidelity needs at least 1 sample and a sigma above 0, got " + samples + " and " + sigma);
        }
    }

    public Infidelity() {
        this(100, 0.1, 0);
    }

    @Override
    public List<ScoreKind> scores() {
        return List.of(new ScoreKind("infidelity", false, "squared score"));
    }

    @Override
    public Cost cost(Tensor image) {
        return new Cost(samples + 1L, 0);
    }

    @Override
    public Outcome score(ScoringModel model, Subject subject, Explanation explanation) {
        float[] x = subject.image().data(), a = explanation.attribution().data();
        if (a.length != x.length) {
            return new Skipped("the attribution is per pixel, f32"
                    + explanation.attribution().shape()
                    + "; infidelity multiplies it with noise of every element of the image");
        }
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double whole = TargetScores.of(model, subject.image(), subject.target());
        double[] predicted = new double[samples];
        IntFunction<Tensor> noisy = k -> {
            float[] without = new float[x.length];
            for (int i = 0; i < x.length; i++) {
                double noise = sigma * random.nextGaussian();
                without[i] = (float) (x[i] - noise);
                predicted[k] += noise * a[i];
            }
            return Tensor.of(subject.image().shape(), without);
        };
        double[] scores = TargetScores.of(model, samples, noisy, subject.target());
        double sum = 0;
        for (int k = 0; k < samples; k++) {
            double off = predicted[k] - (whole - scores[k]);
            sum += off * off;
        }
        return Scores.of("infidelity", sum / samples);
    }
}
