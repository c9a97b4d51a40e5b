package org.limn.attribution;

import java.util.Optional;

/** A model under a name that the caller gave it. */
final class Named extends ForwardingModel {
    private final String name;

    Named(String name, ScoringModel model) {
        super(model);
        this.name = name;
    }

    @Override
    protected ForwardingModel around(DifferentiableModel other) {
        return new Named(name, other);
    }

    @Override
    public Optional<String> identity() {
        return Optional.of(name);
    }
}
