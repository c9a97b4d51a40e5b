package org.limn.loader.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How the stored rows and columns lie on the picture: EXIF 2.3, tag 0x0112, values 1 to 8.
 *
 * @param transposed rows and columns are exchanged, before the flips
 * @param flippedX the result is mirrored left to right
 * @param flippedY the result is mirrored top to bottom
 */
record Orientation(boolean transposed, boolean flippedX, boolean flippedY) {
    static final Orientation UPRIGHT = new Orientation(false, false, false);

    private static final int TAG = 0x0112;
    private static final int SHORT = 3;

    /** The orientation of an EXIF value: where row 0 and column 0 of the stored picture are to be shown. */
    static Orientation of(int exif) {
        return switch (exif) {
            case 2 -> new Orientation(false, true, false);
            case 3 -> new Orientation(false, true, true);
            case 4 -> new Orientation(false, false, true);
            case 5 -> new Orientation(true, false, false);
            case 6 -> new Orientation(true, true, false);
            case 7 -> new Orientation(true, true, true);
            case 8 -> new Orientation(true, false, true);
            default -> UPRIGHT;
        };
    }

    /**
     * Reads the tag from the first directory of an EXIF block (a TIFF header and what follows). A block that is broken or has
     * no such tag says nothing, so the picture is upright: a viewer shows it all the same.
     */
    static Orientation read(ByteBuffer exif) {
        ByteBuffer tiff = exif.slice();
        if (tiff.remaining() < 8) {
            return UPRIGHT;
        }
        tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = Integer.toUnsignedLong(tiff.getInt(4));
        if (tiff.getShort(2) != 42 || directory > tiff.limit() - 2) {
            return UPRIGHT;
        }
        int first = (int) directory + 2;
        int entries = Math.min(Short.toUnsignedInt(tiff.getShort((int) directory)), (tiff.limit() - first) / 12);
        for (int at = first; at < first + 12 * entries; at += 12) {
            if (Short.toUnsignedInt(tiff.getShort(at)) == TAG && tiff.getShort(at + 2) == SHORT) {
                return of(tiff.getShort(at + 8));
            }
        }
        return UPRIGHT;
    }

    /** The picture as it is to be seen. */
    Image apply(Image stored) {
        if (equals(UPRIGHT)) {
            return stored;
        }
        int width = transposed ? stored.height() : stored.width();
        int height = transposed ? stored.width() : stored.height();
        byte[] from = stored.rgb();
        byte[] rgb = new byte[from.length];
        for (int y = 0; y < height; y++) {
            int fromY = flippedY ? height - 1 - y : y;
            for (int x = 0; x < width; x++) {
                int fromX = flippedX ? width - 1 - x : x;
                int pixel = transposed ? fromX * stored.width() + fromY : fromY * stored.width() + fromX;
                System.arraycopy(from, 3 * pixel, rgb, 3 * (y * width + x), 3);
            }
        }
        return Image.of(width, height, rgb);
    }
}
