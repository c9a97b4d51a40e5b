package org.limn.evaluation;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One figure.
 *
 * @param curve what it is the area under, or otherwise a summary of
 * @param standardError where the figure is an estimate from draws
 */
public record Score(double value, Optional<Curve> curve, OptionalDouble standardError) {
    public static Score of(double value) {
        return new Score(value, Optional.empty(), OptionalDouble.empty());
    }

    public static Score of(double value, Curve curve) {
        return new Score(value, Optional.of(curve), OptionalDouble.empty());
    }
}
