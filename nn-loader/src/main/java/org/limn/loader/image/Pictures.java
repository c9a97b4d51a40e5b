package org.limn.loader.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads picture files: JPEG, PNG, WebP, BMP and GIF (its first frame), told apart by content, not by name.
 *
 * <p>The picture is as a viewer shows it, turned as its EXIF block says, and as Pillow decodes it: grey becomes three equal
 * channels, transparency is laid over white (Pillow drops it), CMYK becomes (255 − C)(255 − K)/255, 16 bits are rounded to 8,
 * and color profiles are not applied.
 */
public final class Pictures {
    /** Files above this are refused unread; an uncompressed picture of the most pixels taken is smaller. */
    private static final long MOST_BYTES = 512L << 20;

    private Pictures() {}

    /**
     * The picture in a file.
     *
     * @throws ImageException if there is no such file, it is no picture, its data is damaged or cut off, or it claims more than
     *     100 million pixels or more than the heap can hold (checked on the header, before anything is allocated)
     */
    public static Image read(Path file) throws ImageException {
        return read(file, PixelLimit.DEFAULT);
    }

    static Image read(Path file, PixelLimit limit) throws ImageException {
        try {
            return decode(bytes(file), limit);
        } catch (ImageException e) {
            throw new ImageException(file + ": " + e.getMessage(), e);
        }
    }

    static Image decode(byte[] file, PixelLimit limit) throws ImageException {
        return switch (Format.of(file)) {
            case JPEG -> Jpeg.read(file, limit);
            case PNG -> Png.read(file, limit);
            case GIF -> Gif.read(file, limit);
            case BMP -> Bmp.read(file, limit);
            case WEBP -> WebP.read(file, limit);
        };
    }

    private static byte[] bytes(Path file) throws ImageException {
        if (!Files.isRegularFile(file)) {
            throw new ImageException(
                    Files.exists(file) ? "not a file; a picture was expected" : "there is no such file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            // half of the heap at most, as the decoded picture has to go beside it
            long most = Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / 2), size = Files.size(file);
            byte[] bytes = size > most ? new byte[0] : in.readNBytes((int) most + 1);
            if (size > most || bytes.length > most) {
                throw new ImageException("larger than the " + (most >> 20) + " MiB that a picture may have"
                        + (most < MOST_BYTES ? " in this heap; give more (-Xmx)" : ""));
            }
            return bytes;
        } catch (ImageException e) {
            throw e;
        } catch (IOException e) {
            throw new ImageException("cannot be read: " + e, e);
        }
    }
}
