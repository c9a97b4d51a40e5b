package org.limn.autodiff.device.gpu.tape;

/**
 * {@code c[z,m,n] = body(Σ_k a[z,m,k]·b[z,k,n])} in tiles of 64×64, one work group each. The code tells where b's numbers are:
 *
 * <ul>
 *   <li>{@code PRODUCT}, a matrix: {@code b.place + z·b.batch + k·b.depth + n·b.col}
 *   <li>{@code CONVOLUTION}: column n is a pixel (image, i, j), k a row of the table of taps; the number is at {@code
 *       b.place + z·b.batch + image·b.image + i·mulY·w + j·mulX + offset}, and 0 where {@code i·mulY + dy} or {@code j·mulX + dx}
 *       lies outside [h,w]
 *   <li>{@code WEIGHT_GRADIENT}: the same with n and k exchanged
 * </ul>
 */
public record GemmPass(
        int code, int batch, int rows, int cols, int depth, Left a, Right b, Pixels pixels, Result c, int body)
        implements TapePass {
    public static final int PRODUCT = 18, CONVOLUTION = 19, WEIGHT_GRADIENT = 20;
    public static final int BATCH = 2, ROWS = 3, COLS = 4, DEPTH = 5, A = 6, B = 11, PIXELS = 16, C = 23, BODY = 30;
    /** Rows and columns of a tile, and how deep a step goes. */
    public static final int TILE = 64, STEP = 16;

    /** a at {@code place + z·batch + m·row + k·depth}; with {@code WEIGHT_GRADIENT} k counts inside an image, which are {@code image} apart. */
    public record Left(int place, int batch, int row, int depth, int image) {
        public static final int PLACE = 0, BATCH = 1, ROW = 2, DEPTH = 3, IMAGE = 4;
    }

    /** b, as the code tells. */
    public record Right(int place, int batch, int depth, int col, int image) {
        public static final int PLACE = 0, BATCH = 1, DEPTH = 2, COL = 3, IMAGE = 4;
    }

    /**
     * The pixels of a convolution.
     *
     * @param table of taps (offset, dy·2¹⁶ + dx mod 2¹⁶)
     * @param perImage pixels that are columns, per image; {@code width} of them in a row
     */
    public record Pixels(int table, int perImage, int width, int h, int w, int mulY, int mulX) {
        public static final int TABLE = 0, PER_IMAGE = 1, WIDTH = 2, H = 3, W = 4, MUL_Y = 5, MUL_X = 6;

        /** For a product, which has none. */
        static final Pixels NONE = new Pixels(0, 1, 1, 0, 0, 0, 0);
    }

    /**
     * c at {@code dst + first + z·batch + m·row + n·right}; where n is pixel (image, i, j), {@code image·image + i·down + j·right}
     * stands for the last term.
     */
    public record Result(int dst, int first, int batch, int row, int image, int down, int right) {
        public static final int DST = 0, FIRST = 1, BATCH = 2, ROW = 3, IMAGE = 4, DOWN = 5, RIGHT = 6;
    }
}
