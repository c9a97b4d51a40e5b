package org.limn.attribution;

import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;

/** How an attribution's channels become one number per pixel. */
public enum Channels {
    /** {@code Σ_c a}: signed. */
    SUM {
        @Override
        double join(double sofar, double next) {
            return sofar + next;
        }
    },
    /** {@code Σ_c |a|}: how much, whichever way; what grey saliency pictures show. */
    ABS_SUM {
        @Override
        double join(double sofar, double next) {
            return Math.abs(sofar) + Math.abs(next);
        }
    },
    /** {@code max_c a}: what XRAI gathers over its regions. */
    MAX {
        @Override
        double join(double sofar, double next) {
            return Math.max(sofar, next);
        }
    };

    abstract double join(double sofar, double next);

    /**
     * The map f32[H,W] of an attribution f32[C,H,W]; an attribution that is f32[H,W] already is one of a single channel.
     */
    public Tensor of(Tensor attribution) {
        Shape shape = attribution.shape();
        if (shape.rank() != 2 && shape.rank() != 3 || shape.size() == 0) {
            throw new IllegalArgumentException("an attribution is f32[C,H,W] or f32[H,W], got f32" + shape);
        }
        int pixels = shape.dim(-2) * shape.dim(-1);
        float[] map = new float[pixels];
        for (int i = 0; i < pixels; i++) {
            double joined = attribution.data()[i];
            for (int at = i + pixels; at < shape.size(); at += pixels) {
                joined = join(joined, attribution.data()[at]);
            }
            map[i] = (float) (this == ABS_SUM ? Math.abs(joined) : joined);
        }
        return Tensor.of(Shape.of(shape.dim(-2), shape.dim(-1)), map);
    }
}
