package org.limn.attribution;

/**
 * How well an attribution adds up to what it explains.
 *
 * @param sum {@code Σ attribution}
 * @param difference {@code F(x) − F(x')}, the mean over baselines where there are several
 */
public record Completeness(double sum, double difference) {
    /** {@code |sum − difference|}, in units of the score. */
    public double gap() {
        return Math.abs(sum - difference);
    }

    /** The gap as a share of the difference; infinite where there is a gap and no difference. */
    public double relative() {
        return gap() == 0 ? 0 : gap() / Math.abs(difference);
    }
}
