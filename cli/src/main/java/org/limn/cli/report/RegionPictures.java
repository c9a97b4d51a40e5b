package org.limn.cli.report;

import java.awt.image.BufferedImage;
import org.limn.loader.image.Image;
import org.limn.segmentation.Segmentation;

/** Pictures of a segmentation of a photo of its size. */
public final class RegionPictures {
    /** How many regions a picture of 16 bits can tell apart. */
    public static final int MOST_LABELS = 1 << 16;

    private static final int BORDER = 0xffe000;

    private RegionPictures() {}

    /** The photo with the borders of the regions drawn in: the last pixel of a region before another, in reading order. */
    public static BufferedImage borders(Image photo, Segmentation regions) {
        BufferedImage picture = photo.toBufferedImage();
        for (int y = 0; y < regions.height(); y++) {
            for (int x = 0; x < regions.width(); x++) {
                if (isBorder(regions, y, x)) {
                    picture.setRGB(x, y, BORDER);
                }
            }
        }
        return picture;
    }

    private static boolean isBorder(Segmentation regions, int y, int x) {
        int label = regions.label(y, x);
        return x + 1 < regions.width() && regions.label(y, x + 1) != label
                || y + 1 < regions.height() && regions.label(y + 1, x) != label;
    }

    /** Every region in its mean color. */
    public static BufferedImage means(Segmentation regions, double[][] colors) {
        BufferedImage picture = new BufferedImage(regions.width(), regions.height(), BufferedImage.TYPE_INT_RGB);
        int[] labels = regions.labels();
        for (int i = 0; i < labels.length; i++) {
            double[] c = colors[labels[i]];
            int rgb = (int) Math.round(c[0]) << 16 | (int) Math.round(c[1]) << 8 | (int) Math.round(c[2]);
            picture.setRGB(i % regions.width(), i / regions.width(), rgb);
        }
        return picture;
    }

    /** The region's number as a grey value of 16 bits; there may be at most {@link #MOST_LABELS}. */
    public static BufferedImage labels(Segmentation regions) {
        BufferedImage picture = new BufferedImage(regions.width(), regions.height(), BufferedImage.TYPE_USHORT_GRAY);
        int[] labels = regions.labels();
        for (int i = 0; i < labels.length; i++) {
            picture.getRaster().setSample(i % regions.width(), i / regions.width(), 0, labels[i]);
        }
        return picture;
    }
}
