package org.limn.loader.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * BMP: a 14-byte file header, an information header whose first number is its own length, masks, palette, rows. What the
 * decoder would believe (sizes, the number of palette entries, a profile in another file) is checked or taken out first.
 */
final class Bmp {
    private static final int OLDEST_HEADER = 12;
    private static final int PLAIN_HEADER = 40;
    private static final int COLOR_SPACE = 14 + 56;
    private static final int SRGB = 0x73524742;
    private static final int RLE8 = 1;
    private static final int RLE4 = 2;
    private static final int MASKS = 3;

    private Bmp() {}

    static Image read(byte[] file, PixelLimit limit) throws ImageException {
        ByteBuffer in = ByteBuffer.wrap(file.clone()).order(ByteOrder.LITTLE_ENDIAN);
        int header = in.limit() < 18 ? 0 : in.getInt(14);
        if (header == OLDEST_HEADER && in.limit() >= 14 + header) {
            check(
                    in,
                    limit,
                    Short.toUnsignedInt(in.getShort(18)),
                    Short.toUnsignedInt(in.getShort(20)),
                    in.getShort(24));
        } else if (header >= PLAIN_HEADER && header <= 124 && in.limit() >= 14 + header) {
            check(in, limit, in.getInt(18), Math.abs((long) in.getInt(22)), in.getShort(28));
            checkNewer(in);
            if (header >= 108) {
                // versions 4 and 5 may name a color profile, even in another file; profiles are not applied
                in.putInt(COLOR_SPACE, SRGB);
            }
        } else {
            throw new ImageException("the BMP data is damaged or cut off in its header");
        }
        return DecodedSamples.toImage(new Decoder(Format.BMP, in.array(), limit).picture());
    }

    private static void check(ByteBuffer in, PixelLimit limit, long width, long height, int bits)
            throws ImageException {
        limit.check(width, height);
        boolean packed = in.getInt(14) != OLDEST_HEADER && (in.getInt(30) == RLE8 || in.getInt(30) == RLE4);
        long size = packed ? Integer.toUnsignedLong(in.getInt(34)) : (width * bits + 31) / 32 * 4 * height;
        long end = Integer.toUnsignedLong(in.getInt(10)) + size;
        if (end > in.limit()) {
            throw new ImageException(
                    "the BMP data is cut off: it has " + in.limit() + " bytes, its header asks for " + end);
        }
    }

    private static void checkNewer(ByteBuffer in) throws ImageException {
        int compression = in.getInt(30);
        if (compression < 0 || compression > MASKS) {
            throw new ImageException(
                    "a BMP of compression " + compression + "; expected 0 (none), 1, 2 (RLE) or 3 (masks)");
        }
        long colors = Integer.toUnsignedLong(in.getInt(46));
        if (colors > 256) {
            throw new ImageException(
                    "the BMP data is damaged: a palette of " + colors + " colors; at most 256 are possible");
        }
    }
}
