package org.limn.loader.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Decoded samples into 8-bit RGB. Samples are taken from the raster as stored: {@code BufferedImage.getRGB} would lighten grey
 * pictures, whose color space AWT holds to be linear. Color profiles and gamma chunks are not applied, as training pipelines do not.
 * <ul>
 *   <li>b bits: v·255/(2ᵇ − 1), rounded; so 16 bits are divided by 257.
 *   <li>alpha a: laid over white, v·a + 255·(1 − a), rounded.
 *   <li>grey: three times the same; palette: looked up.
 * </ul>
 */
final class DecodedSamples {
    private DecodedSamples() {}

    /** A picture of the bands grey, grey + alpha, RGB or RGB + alpha, or of indices into a palette. */
    static Image toImage(BufferedImage picture) throws ImageException {
        Raster raster = picture.getRaster();
        if (picture.getColorModel() instanceof IndexColorModel palette) {
            return indexed(raster, palette);
        }
        int bands = raster.getNumBands();
        if (bands > 4) {
            throw new ImageException(bands + " samples per pixel; expected 1 (grey), 3 (RGB), with or without alpha");
        }
        return direct(raster);
    }

    private static Image direct(Raster raster) {
        int bands = raster.getNumBands();
        boolean color = bands >= 3;
        int[] most = new int[bands];
        for (int b = 0; b < bands; b++) {
            most[b] = (1 << raster.getSampleModel().getSampleSize(b)) - 1;
        }
        return map(raster, (px, at, rgb, to) -> {
            int alpha = bands % 2 == 1 ? 255 : to8(px[at + bands - 1], most[bands - 1]);
            for (int c = 0; c < 3; c++) {
                int band = color ? c : 0;
                rgb[to + c] = (byte) overWhite(to8(px[at + band], most[band]), alpha);
            }
        });
    }

    private static Image indexed(Raster raster, IndexColorModel palette) {
        int last = palette.getMapSize() - 1;
        return map(raster, (px, at, rgb, to) -> {
            int i = Math.min(px[at], last);
            int alpha = palette.getAlpha(i);
            rgb[to] = (byte) overWhite(palette.getRed(i), alpha);
            rgb[to + 1] = (byte) overWhite(palette.getGreen(i), alpha);
            rgb[to + 2] = (byte) overWhite(palette.getBlue(i), alpha);
        });
    }

    /** What one pixel becomes: samples from {@code px[at]} on into the three bytes from {@code rgb[to]} on. */
    interface Pixel {
        void convert(int[] px, int at, byte[] rgb, int to);
    }

    /** Every pixel of a raster converted, one row in memory at a time. */
    static Image map(Raster raster, Pixel pixel) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        int bands = raster.getNumBands();
        byte[] rgb = new byte[3 * width * height];
        int[] row = new int[width * bands];
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                pixel.convert(row, x * bands, rgb, 3 * (y * width + x));
            }
        }
        return Image.of(width, height, rgb);
    }

    private static int to8(int value, int most) {
        return most == 255 ? value : (value * 255 + most / 2) / most;
    }

    private static int overWhite(int value, int alpha) {
        return alpha == 255 ? value : (value * alpha + 255 * (255 - alpha) + 127) / 255;
    }
}
