package org.limn.autodiff.device.gpu.tape;

/**
 * Copies elements to other places: transpose, slice, pad, concat, broadcasts. Element i of {@code count} goes to {@code dst +
 * i/part·row + i mod part}. It comes from {@code src + first + Σ cₐ/every·stride}, where the index along axis a (row-major
 * digits of i) is shifted to {@code cₐ}; where {@code cₐ} is negative, no multiple of {@code every}, or {@code cₐ/every} reaches
 * the limit, the element is the fill.
 *
 * @param axes table of {@code rank} rows: extent, stride, shift, every, limit
 * @param fill number of the fill
 */
public record MovePass(int dst, int count, int part, int row, int src, int first, int rank, int axes, int fill)
        implements TapePass {
    public static final int CODE = 6, DST = 1, COUNT = 2, PART = 3, ROW = 4, SRC = 5, FIRST = 6, RANK = 7, AXES = 8;
    public static final int FILL = 9;
    /** Ints per row of the table. */
    public static final int AXIS = 5;

    @Override
    public int code() {
        return CODE;
    }
}
