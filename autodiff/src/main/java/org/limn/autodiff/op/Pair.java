package org.limn.autodiff.op;

/** A number for the vertical and one for the horizontal direction; {@code 2x2}. */
public record Pair(int h, int w) {
    public static final Pair ONE = new Pair(1, 1);

    public static Pair of(int both) {
        return new Pair(both, both);
    }

    /** Reads {@code "3x5"}. */
    public static Pair parse(String text) {
        String[] parts = text.split("x");
        return new Pair(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    /** Whether both numbers are positive. */
    boolean positive() {
        return h > 0 && w > 0;
    }

    @Override
    public String toString() {
        return h + "x" + w;
    }
}
