package org.limn.loader.image;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** WebP, lossy or lossless, by libwebp. Chunks of the container: RFC 9649, section 2.3 to 2.7. */
final class WebP {
    private static final int HEADER = 12;
    private static final int ANIMATED = 2;

    private WebP() {}

    static Image read(byte[] file, PixelLimit limit) throws ImageException {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long end = 8 + Integer.toUnsignedLong(in.getInt(4));
        if (end > file.length) {
            throw new ImageException(
                    "the WebP data is cut off: its header says " + end + " bytes, the file has " + file.length);
        }
        Orientation orientation = Orientation.UPRIGHT;
        in.position(HEADER);
        while (in.remaining() >= 8) {
            long length = Integer.toUnsignedLong(in.getInt(in.position() + 4));
            if (length > in.remaining() - 8) {
                break;
            }
            String type = type(in);
            ByteBuffer data = in.slice(in.position() + 8, (int) length);
            if (type.equals("VP8X") && length > 0 && (data.get(0) & ANIMATED) != 0) {
                throw new ImageException("an animated WebP; a still picture was expected");
            } else if (type.equals("EXIF")) {
                orientation = exif(data);
            }
            in.position((int) Math.min(in.limit(), in.position() + 8 + length + length % 2));
        }
        return orientation.apply(DecodedSamples.toImage(decode(file, limit)));
    }

    private static BufferedImage decode(byte[] file, PixelLimit limit) throws ImageException {
        try {
            return new Decoder(Format.WEBP, file, limit).picture();
        } catch (OutOfMemoryError e) {
            // libwebp's word for a damaged alpha plane; the size was checked, so it is hardly ever meant
            throw new ImageException("the WebP data is damaged", e);
        }
    }

    /** Some writers put JPEG's "Exif" mark before the TIFF header. */
    private static Orientation exif(ByteBuffer data) {
        boolean marked = data.limit() >= 6 && data.get(0) == 'E' && data.get(1) == 'x';
        return Orientation.read(marked ? data.slice(6, data.limit() - 6) : data);
    }

    private static String type(ByteBuffer in) {
        byte[] name = new byte[4];
        in.get(in.position(), name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }
}
