package org.limn.cli.command;

import java.util.function.Consumer;
import org.limn.attribution.Cost;
import org.limn.attribution.DifferentiableModel;
import org.limn.attribution.ForwardingModel;
import org.limn.attribution.Sampled;
import org.limn.attribution.ScoringModel;

/** A model that takes a step for every image that it is shown, and hears of standard errors. Its answers are the model's own. */
final class WatchedModel extends ForwardingModel {
    private final Runnable step;
    private final Consumer<Sampled> sampled;

    WatchedModel(ScoringModel model, Runnable step, Consumer<Sampled> sampled) {
        super(model);
        this.step = step;
        this.sampled = sampled;
    }

    @Override
    protected void answered(Cost cost) {
        for (long i = 0; i < cost.images(); i++) {
            step.run();
        }
    }

    @Override
    public void heard(Sampled soFar) {
        sampled.accept(soFar);
    }

    @Override
    protected ForwardingModel around(DifferentiableModel other) {
        return new WatchedModel(other, step, sampled);
    }
}
