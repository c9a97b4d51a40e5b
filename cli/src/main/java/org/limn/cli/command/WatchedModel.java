package org.limn.cli.command;

import org.limn.attribution.Cost;
import org.limn.attribution.DifferentiableModel;
import org.limn.attribution.ForwardingModel;
import org.limn.attribution.ScoringModel;

/** A model that takes a step for every image that it is shown. Its answers are the model's own. */
final class WatchedModel extends ForwardingModel {
    private final Runnable step;

    WatchedModel(ScoringModel model, Runnable step) {
        super(model);
        this.step = step;
    }

    @Override
    protected void answered(Cost cost) {
        for (long i = 0; i < cost.images(); i++) {
            step.run();
        }
    }

    @Override
    protected ForwardingModel around(DifferentiableModel other) {
        return new WatchedModel(other, step);
    }
}
