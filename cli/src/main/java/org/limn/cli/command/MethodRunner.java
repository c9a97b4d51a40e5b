package org.limn.cli.command;

import java.util.Locale;
import org.limn.attribution.CachingModel;
import org.limn.attribution.Cost;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.ExplanationException;
import org.limn.attribution.Sampled;
import org.limn.attribution.ScoringModel;
import org.limn.autodiff.tensor.Tensor;
import org.limn.cli.option.FailureException;
import org.limn.cli.option.Output;
import org.limn.cli.option.Progress;

/** Runs one method after the other on one photo, with a progress line, and counts what each costs. */
final class MethodRunner {
    private final String file;
    private final Tensor image;
    private final int target;
    private final Output output;
    private final CachingModel model;
    private Progress progress;

    /** @param file the network's, for messages */
    MethodRunner(ScoringModel network, String file, Tensor image, int target, Output output) {
        this.file = file;
        this.image = image;
        this.target = target;
        this.output = output;
        progress = output.progress("explain", 1);
        model = new CachingModel(new WatchedModel(network, () -> progress.step(), this::heard));
    }

    private void heard(Sampled soFar) {
        progress.expect(soFar.expected(), String.format(Locale.ROOT, "standard error %.3g", soFar.error()));
    }

    /**
     * What a method said.
     *
     * @param seconds wall time
     * @param cost what the model had to compute for it
     */
    record Result(Explanation explanation, double seconds, Cost cost) {}

    /**
     * Runs a method.
     *
     * @throws FailureException if it needs more than this network has
     */
    Result run(Explainer method) {
        Cost before = model.cost();
        long start = System.nanoTime();
        progress = output.progress(method.name(), method.cost(image).images());
        try (Progress closing = progress) {
            Explanation explanation = model.explain(method, image, target);
            return new Result(
                    explanation, (System.nanoTime() - start) / 1e9, model.cost().minus(before));
        } catch (ExplanationException e) {
            throw new FailureException(method.name() + " cannot explain " + file + ": " + e.getMessage(), e);
        }
    }
}
