package org.limn.evaluation;

/**
 * How often a model is asked: upper bounds.
 *
 * @param scores images whose scores are computed, without gradients
 * @param gradients images whose gradients are computed
 */
public record Cost(long scores, long gradients) {
    public static final Cost NONE = new Cost(0, 0);
}
