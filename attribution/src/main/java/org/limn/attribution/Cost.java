package org.limn.attribution;

/**
 * How many images are shown to a model.
 *
 * @param scores for their scores alone
 * @param gradients for a gradient, with or without the scores
 */
public record Cost(long scores, long gradients) {
    public static final Cost NONE = new Cost(0, 0);

    /** All images shown. */
    public long images() {
        return scores + gradients;
    }

    public Cost plus(Cost other) {
        return new Cost(scores + other.scores, gradients + other.gradients);
    }

    public Cost minus(Cost other) {
        return new Cost(scores - other.scores, gradients - other.gradients);
    }

    public Cost times(long n) {
        return new Cost(n * scores, n * gradients);
    }
}
