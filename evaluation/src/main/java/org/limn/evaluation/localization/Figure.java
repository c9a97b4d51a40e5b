package org.limn.evaluation.localization;

import java.util.OptionalDouble;
import org.limn.evaluation.ScoreKind;

/** What {@link Localization} can say of a map and a truth; {@link MapAndTruth} defines each. */
public enum Figure {
    ROC_AUC(true, "everything or nothing is true"),
    AVERAGE_PRECISION(true, "nothing is true"),
    BEST_F1(true, "nothing is true"),
    F1_THRESHOLD(true, "nothing is true"),
    F1_AT_AREA(true, "nothing is true"),
    IOU_TOP(true, "no pixel is taken and nothing is true"),
    MAE(false, "the map is the same everywhere and has no scale"),
    POINTING_GAME(true, "nothing is true"),
    ENERGY_INSIDE(true, "the map is nowhere positive");

    private final boolean higherIsBetter;
    private final String undefined;

    Figure(boolean higherIsBetter, String undefined) {
        this.higherIsBetter = higherIsBetter;
        this.undefined = undefined;
    }

    /** Its name in tables, direction and unit. */
    public ScoreKind kind() {
        String name = name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        return new ScoreKind(name, higherIsBetter, this == F1_THRESHOLD ? "value of the map" : "");
    }

    /** Why there is none, where {@link #of} gives none. */
    String undefined() {
        return undefined;
    }

    OptionalDouble of(MapAndTruth both, double top) {
        return switch (this) {
            case ROC_AUC -> both.rocAuc();
            case AVERAGE_PRECISION -> both.averagePrecision();
            case BEST_F1 ->
                both.area() == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(both.bestF1().f1());
            case F1_THRESHOLD ->
                both.area() == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(both.bestF1().threshold());
            case F1_AT_AREA -> both.f1AtArea();
            case IOU_TOP -> both.iouTop(top);
            case MAE -> both.meanAbsoluteError();
            case POINTING_GAME -> both.pointingGame();
            case ENERGY_INSIDE -> both.energyInside();
        };
    }
}
