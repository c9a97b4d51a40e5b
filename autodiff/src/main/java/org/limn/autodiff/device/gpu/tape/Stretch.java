package org.limn.autodiff.device.gpu.tape;

import java.util.Optional;
import org.limn.autodiff.tensor.Shape;

/** Reading a small array under the index i of a larger one of the same rank: element {@code i / divisor mod modulus}. */
record Stretch(int divisor, int modulus) {
    /** Nothing where the axes that are not stretched are not neighbours. */
    static Optional<Stretch> of(Shape small, Shape large) {
        int first = 0, last = large.rank();
        while (first < last && small.dim(first) == 1) {
            first++;
        }
        while (last > first && small.dim(last - 1) == 1) {
            last--;
        }
        boolean run = true;
        for (int a = first; a < last; a++) {
            run &= small.dim(a) == large.dim(a);
        }
        return run
                ? Optional.of(new Stretch(Math.max(1, large.count(last, large.rank())), small.count(first, last)))
                : Optional.empty();
    }
}
