package org.limn.autodiff.device.gpu.tape;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A strided convolution, transposed, along one direction: elements {@code first, first + step, …} of x, {@code count} of them, are
 * reached by the taps {@code r = tap, tap + tapStep, …} only, {@code taps} of them; the i-th element by tap index t from window
 * {@code i + shift(t)}. Without a stride there is one phase with all elements and taps.
 */
record TapePhase(int first, int step, int count, int tap, int tapStep, int taps, Along along) {
    static List<TapePhase> all(Along a) {
        return IntStream.range(0, a.stride()).mapToObj(q -> of(a, q)).toList();
    }

    /** The elements y with {@code (y + before) mod stride = q}. */
    private static TapePhase of(Along a, int q) {
        int first = Math.floorMod(q - a.before(), a.stride());
        int count = first >= a.extent() ? 0 : (a.extent() - 1 - first) / a.stride() + 1;
        int tap = firstTap(a, q), step = tapStep(a);
        return new TapePhase(first, a.stride(), count, tap, step, (a.kernel() - tap + step - 1) / step, a);
    }

    /** The first tap r with {@code (q − r·dilation) mod stride = 0}; the number of taps where there is none. */
    static int firstTap(Along a, int q) {
        return IntStream.range(0, Math.min(a.kernel(), a.stride()))
                .filter(r -> Math.floorMod(q - r * a.dilation(), a.stride()) == 0)
                .findFirst()
                .orElse(a.kernel());
    }

    static int tapStep(Along a) {
        return a.stride()
                / BigInteger.valueOf(a.stride())
                        .gcd(BigInteger.valueOf(a.dilation()))
                        .intValue();
    }

    /** From which window, relative to the element's number in this phase, tap index t comes. */
    int shift(int t) {
        return (first + along.before() - (tap + t * tapStep) * along.dilation()) / along.stride();
    }
}
