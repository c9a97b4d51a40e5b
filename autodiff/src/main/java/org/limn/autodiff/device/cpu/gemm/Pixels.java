package org.limn.autodiff.device.cpu.gemm;

/**
 * A batch of images as one axis of pixels, and where each pixel lies in a plane whose rows may be longer (padding).
 *
 * @param rowStride from one row to the next in the plane
 * @param imageStride from one image to the next
 */
record Pixels(int images, int height, int width, int rowStride, int imageStride) {
    /** {@code n} numbers side by side. */
    static Pixels line(int n) {
        return new Pixels(1, 1, n, n, n);
    }

    int count() {
        return images * height * width;
    }

    /** Whether neighbours in the list are always neighbours in the plane. */
    boolean contiguous() {
        return rowStride == width && imageStride == height * width;
    }

    /**
     * Lists copies of at most {@code chunk} numbers that bring pixels {@code from..from+length−1} side by side: copy i
     * takes {@code source[i]..} to {@code target[i]..}. Targets ascend, so a copy that writes too much is mended by the next.
     *
     * @return how many copies there are
     */
    int copies(int from, int length, int chunk, int[] source, int[] target) {
        return contiguous()
                ? chunks(0, from, 0, length, chunk, source, target)
                : byRow(from, length, chunk, source, target);
    }

    private int byRow(int from, int length, int chunk, int[] source, int[] target) {
        int image = from / (height * width), y = from / width % height, x = from % width;
        int n = 0;
        for (int done = 0; done < length; ) {
            int run = Math.min(width - x, length - done);
            n = chunks(n, image * imageStride + y * rowStride + x, done, run, chunk, source, target);
            done += run;
            x = 0;
            if (++y == height) {
                y = 0;
                image++;
            }
        }
        return n;
    }

    private static int chunks(int n, int from, int to, int length, int chunk, int[] source, int[] target) {
        int count = n;
        for (int i = 0; i < length; i += chunk) {
            source[count] = from + i;
            target[count++] = to + i;
        }
        return count;
    }
}
