package org.limn.loader.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * PNG. The decoder is given only the chunks that say what the pixels are: so nothing else in the file (text that inflates
 * without end, color profiles) is even looked at, and a file that ends early or whose checksums are wrong is refused here.
 *
 * <p>Chunks: PNG specification, third edition, section 5: length (4 bytes), type (4), data, CRC-32 of type and data (4).
 */
final class Png {
    private static final int SIGNATURE = 8;
    private static final int FRAME = 12;
    private static final Set<String> PIXELS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

    private Png() {}

    static Image read(byte[] file, PixelLimit limit) throws ImageException {
        ByteBuffer in = ByteBuffer.wrap(file).position(SIGNATURE);
        checkHeader(in, limit);
        ByteArrayOutputStream essential = new ByteArrayOutputStream(file.length);
        essential.write(file, 0, SIGNATURE);
        Orientation orientation = Orientation.UPRIGHT;
        String type = "";
        while (!type.equals("IEND")) {
            ByteBuffer chunk = next(in);
            type = type(chunk);
            if (PIXELS.contains(type)) {
                checkSum(chunk, type);
                essential.write(file, chunk.arrayOffset(), chunk.remaining());
            } else if (type.equals("eXIf")) {
                orientation = Orientation.read(chunk.slice(8, chunk.limit() - FRAME));
            }
        }
        Decoder decoder = new Decoder(Format.PNG, essential.toByteArray(), limit);
        return orientation.apply(DecodedSamples.toImage(decoder.picture()));
    }

    private static void checkHeader(ByteBuffer in, PixelLimit limit) throws ImageException {
        ByteBuffer header = next(in.duplicate());
        if (!type(header).equals("IHDR") || header.remaining() != FRAME + 13) {
            throw new ImageException("the PNG data is damaged: it does not start with an IHDR chunk of 13 bytes");
        }
        limit.check(Integer.toUnsignedLong(header.getInt(8)), Integer.toUnsignedLong(header.getInt(12)));
    }

    /** The whole next chunk, from its length to its checksum, as a slice of its own. */
    private static ByteBuffer next(ByteBuffer in) throws ImageException {
        long length = in.remaining() < FRAME ? -1 : Integer.toUnsignedLong(in.getInt(in.position()));
        if (length < 0 || length > in.remaining() - FRAME) {
            throw new ImageException("the PNG data is cut off after " + in.limit() + " bytes");
        }
        ByteBuffer chunk = in.slice(in.position(), (int) length + FRAME);
        in.position(in.position() + chunk.limit());
        return chunk;
    }

    private static String type(ByteBuffer chunk) {
        byte[] name = new byte[4];
        chunk.get(4, name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    private static void checkSum(ByteBuffer chunk, String type) throws ImageException {
        CRC32 crc = new CRC32();
        crc.update(chunk.slice(4, chunk.limit() - 8));
        if ((int) crc.getValue() != chunk.getInt(chunk.limit() - 4)) {
            throw new ImageException("the PNG data is damaged: the checksum of its " + type + " chunk is wrong");
        }
    }
}
