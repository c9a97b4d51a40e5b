package org.limn.loader.image;

import java.awt.image.Raster;

/**
 * JPEG. The stored components are taken from the decoder before any change of colors, and changed here by the rules and in
 * the fixed-point arithmetic of libjpeg: so an embedded color profile is ignored, as Pillow and training pipelines ignore it
 * (AWT would apply it: up to 20 grey levels on two of thirty sample photos). The result equals Pillow's to the bit, seen with
 * the JDK's own libjpeg and with libjpeg-turbo.
 *
 * <p>Three components are YCbCr unless an Adobe block or the identifiers R, G, B say otherwise; four are CMYK or, if an Adobe
 * block says so, YCCK, both stored inverted as Adobe does.
 */
final class Jpeg {
    /** An ordinary progressive file has about ten; each costs a pass over the whole picture, however few bytes it has. */
    private static final int MOST_SCANS = 100;

    /** Pixels of all scans that are gone over in any file, and more of them for each byte that it has: 3 s, and usual files' rate. */
    private static final long MOST_WORK = 400_000_000;

    private static final long WORK_PER_BYTE = 1000;

    private Jpeg() {}

    static Image read(byte[] file, PixelLimit limit) throws ImageException {
        JpegHeader header = JpegHeader.of(file);
        if (header.scans() > MOST_SCANS) {
            throw new ImageException(
                    "the JPEG has " + header.scans() + " scans; at most " + MOST_SCANS + " are read, 10 are usual");
        }
        if (header.scans() * header.pixels() > MOST_WORK + WORK_PER_BYTE * file.length) {
            throw new ImageException("the JPEG has " + header.scans() + " scans of " + header.pixels() + " pixels in "
                    + file.length + " bytes, too much work for its size; save it as an ordinary JPEG");
        }
        Decoder decoder = new Decoder(Format.JPEG, file, limit);
        Raster raster = decoder.raster();
        for (String warning : decoder.log().warnings()) {
            checkWhole(warning);
        }
        return header.orientation().apply(DecodedSamples.map(raster, color(header, raster.getNumBands())));
    }

    /** libjpeg paints what is missing grey, or coarse, and says so only in a warning; after a missing end mark not even always. */
    private static void checkWhole(String warning) throws ImageException {
        boolean damaged = warning.startsWith("Corrupt JPEG data") && !warning.contains("extraneous bytes")
                || warning.startsWith("Premature end of JPEG")
                || warning.startsWith("Inconsistent progression")
                || warning.contains("Missing EOI");
        if (damaged) {
            throw new ImageException("the JPEG data is damaged or cut off: " + warning);
        }
    }

    private static DecodedSamples.Pixel color(JpegHeader header, int bands) throws ImageException {
        return switch (bands) {
            case 1 -> Jpeg::grey;
            case 3 -> isRgb(header) ? Jpeg::rgb : Jpeg::ycc;
            case 4 -> header.adobeTransform() > 0 ? Jpeg::ycck : Jpeg::cmyk;
            default -> throw new ImageException("a JPEG of " + bands + " components; expected 1 (grey), 3 or 4 (CMYK)");
        };
    }

    private static boolean isRgb(JpegHeader header) {
        if (header.jfif()) {
            return false;
        }
        return header.adobeTransform() == 0
                || header.adobeTransform() < 0
                        && header.components().equals(java.util.List.of((int) 'R', (int) 'G', (int) 'B'));
    }

    private static void grey(int[] px, int at, byte[] rgb, int to) {
        rgb[to] = rgb[to + 1] = rgb[to + 2] = (byte) px[at];
    }

    private static void rgb(int[] px, int at, byte[] rgb, int to) {
        for (int c = 0; c < 3; c++) {
            rgb[to + c] = (byte) px[at + c];
        }
    }

    /** JFIF 1.02: R = Y + 1.402 Cr, G = Y − 0.34414 Cb − 0.71414 Cr, B = Y + 1.772 Cb, in units of 2⁻¹⁶. */
    private static void ycc(int[] px, int at, byte[] rgb, int to) {
        int y = px[at];
        int cb = px[at + 1] - 128;
        int cr = px[at + 2] - 128;
        rgb[to] = clip(y + (91881 * cr + 32768 >> 16));
        rgb[to + 1] = clip(y + (-22554 * cb - 46802 * cr + 32768 >> 16));
        rgb[to + 2] = clip(y + (116130 * cb + 32768 >> 16));
    }

    /** Stored inverted, so each sample is what is left of the light: R = C·K/255. */
    private static void cmyk(int[] px, int at, byte[] rgb, int to) {
        for (int c = 0; c < 3; c++) {
            rgb[to + c] = light(px[at + c], px[at + 3]);
        }
    }

    private static void ycck(int[] px, int at, byte[] rgb, int to) {
        ycc(px, at, rgb, to);
        for (int c = 0; c < 3; c++) {
            rgb[to + c] = light(255 - (rgb[to + c] & 0xff), px[at + 3]);
        }
    }

    private static byte light(int sample, int key) {
        int product = (255 - sample) * key + 128;
        return clip(key - ((product >> 8) + product >> 8));
    }

    private static byte clip(int value) {
        return (byte) Math.max(0, Math.min(255, value));
    }
}
