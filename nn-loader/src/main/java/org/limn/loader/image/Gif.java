package org.limn.loader.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * GIF: the first frame, laid at its place on the logical screen; what it leaves free is white.
 *
 * <p>Blocks: GIF89a specification, sections 17 to 23.
 */
final class Gif {
    private static final int SCREEN = 13;
    private static final int DESCRIPTOR = 10;
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2c;

    private Gif() {}

    static Image read(byte[] file, PixelLimit limit) throws ImageException {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        need(in, SCREEN);
        int frame = firstFrame(in);
        int left = unsignedShort(in, frame + 1);
        int top = unsignedShort(in, frame + 3);
        int width = Math.max(unsignedShort(in, 6), left + unsignedShort(in, frame + 5));
        int height = Math.max(unsignedShort(in, 8), top + unsignedShort(in, frame + 7));
        limit.check(width, height);
        Decoder decoder = new Decoder(Format.GIF, file, limit);
        Image image = DecodedSamples.toImage(decoder.picture());
        if (decoder.log().percent() < 100) { // the decoder is content with what it got
            throw new ImageException("the GIF data is damaged: "
                    + Math.round(decoder.log().percent()) + " % of the first frame's rows are there");
        }
        return placed(image, left, top, width, height);
    }

    /** Where the first frame's descriptor stands; its data is followed to its end, so a file that is cut off is refused. */
    private static int firstFrame(ByteBuffer in) throws ImageException {
        in.position(SCREEN);
        skip(in, table(in.get(10)));
        while (need(in, 1).get(in.position()) == EXTENSION) {
            skip(in, 2);
            skipBlocks(in);
        }
        int at = in.position();
        if (need(in, DESCRIPTOR).get(at) != IMAGE) {
            throw new ImageException("the GIF data is damaged, or holds no frame");
        }
        skip(in, DESCRIPTOR + table(in.get(at + 9)) + 1);
        skipBlocks(in);
        return at;
    }

    /** Bytes of the color table that these flags announce. */
    private static int table(byte flags) {
        return flags < 0 ? 3 << (flags & 7) + 1 : 0;
    }

    private static void skipBlocks(ByteBuffer in) throws ImageException {
        int length = 1;
        while (length > 0) {
            length = need(in, 1).get() & 0xff;
            skip(in, length);
        }
    }

    private static void skip(ByteBuffer in, int bytes) throws ImageException {
        need(in, bytes).position(in.position() + bytes);
    }

    private static ByteBuffer need(ByteBuffer in, int bytes) throws ImageException {
        if (in.remaining() < bytes) {
            throw new ImageException("the GIF data is cut off after " + in.limit() + " bytes");
        }
        return in;
    }

    private static int unsignedShort(ByteBuffer in, int at) {
        return Short.toUnsignedInt(in.getShort(at));
    }

    private static Image placed(Image frame, int left, int top, int width, int height) {
        if (frame.width() == width && frame.height() == height) {
            return frame;
        }
        byte[] rgb = new byte[3 * width * height];
        Arrays.fill(rgb, (byte) 255);
        for (int y = 0; y < frame.height(); y++) {
            System.arraycopy(
                    frame.rgb(), 3 * y * frame.width(), rgb, 3 * ((top + y) * width + left), 3 * frame.width());
        }
        return Image.of(width, height, rgb);
    }
}
