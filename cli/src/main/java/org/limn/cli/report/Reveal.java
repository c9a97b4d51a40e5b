package org.limn.cli.report;

import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.limn.autodiff.tensor.Tensor;
import org.limn.loader.image.Image;
import org.limn.segmentation.pixel.Border;
import org.limn.segmentation.pixel.GaussianFilter;

/**
 * The photo where a map is greatest, blurred elsewhere: what a method says the class is seen by.
 *
 * @param photo as large as the maps
 * @param blurred the same without its details
 */
record Reveal(Image photo, Image blurred) {
    /** The blur hides what a pixel shows but leaves the scene's colors: standard deviation in shares of the longer side. */
    private static final double SIGMA = 0.045;

    static Reveal of(Image photo) {
        double sigma = SIGMA * Math.max(photo.width(), photo.height());
        return new Reveal(photo, Image.of(new GaussianFilter(sigma, Border.NEAREST).apply(photo.tensor())));
    }

    /** Shows the pixels with the greatest values, of equal ones the first in reading order: {@code ⌈share · pixels⌉} of them. */
    BufferedImage top(Tensor map, double share) {
        float[] values = map.data();
        int shown = (int) Math.ceil(share * values.length);
        boolean[] show = new boolean[values.length];
        IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> -values[i]))
                .limit(shown)
                .forEach(i -> show[i] = true);
        byte[] rgb = blurred.rgb().clone();
        for (int i = 0; i < show.length; i++) {
            if (show[i]) {
                System.arraycopy(photo.rgb(), 3 * i, rgb, 3 * i, 3);
            }
        }
        return Image.of(photo.width(), photo.height(), rgb).toBufferedImage();
    }
}
