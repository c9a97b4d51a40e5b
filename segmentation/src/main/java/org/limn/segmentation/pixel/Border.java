package org.limn.segmentation.pixel;

/** What lies beyond the edge of a row {@code a b c d}. Names are SciPy's. */
public enum Border {
    /** {@code a a | a b c d | d d} */
    NEAREST,
    /** {@code b a | a b c d | d c}: the edge pixel is repeated. */
    REFLECT,
    /** {@code c b | a b c d | c b}: the edge pixel is not repeated (scikit-image and NumPy call this {@code reflect}). */
    MIRROR,
    /** {@code 0 0 | a b c d | 0 0} */
    CONSTANT;

    /** The pixel of 0..n−1 that stands at position {@code i}, or −1 for zero. */
    public int index(int i, int n) {
        if (i >= 0 && i < n) {
            return i;
        }
        return switch (this) {
            case NEAREST -> i < 0 ? 0 : n - 1;
            case REFLECT -> {
                int m = Math.floorMod(i, 2 * n);
                yield m < n ? m : 2 * n - 1 - m;
            }
            case MIRROR -> {
                int m = n == 1 ? 0 : Math.floorMod(i, 2 * n - 2);
                yield m < n ? m : 2 * n - 2 - m;
            }
            case CONSTANT -> -1;
        };
    }
}
