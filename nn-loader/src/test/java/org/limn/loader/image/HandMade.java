package org.limn.loader.image;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Small picture files, written byte by byte so that a test knows every one of them. */
final class HandMade {
    static final int GREY = 0;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int GREY_ALPHA = 4;
    static final int RGBA = 6;
    static final byte[] NONE = {};

    private HandMade() {}

    /** A PNG of these rows (without filter bytes), with other chunks before its data. */
    static byte[] png(int width, int height, int depth, int color, byte[] chunks, int... samples) {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        int perRow = samples.length / height;
        for (int i = 0; i < samples.length; i++) {
            if (i % perRow == 0) {
                rows.write(0);
            }
            rows.write(samples[i]);
        }
        return pngOfData(width, height, depth, color, chunks, deflated(rows.toByteArray()));
    }

    static byte[] pngOfData(int width, int height, int depth, int color, byte[] chunks, byte[] data) {
        byte[] header = {0, 0, 0, (byte) width, 0, 0, 0, (byte) height, (byte) depth, (byte) color, 0, 0, 0};
        byte[] signature = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
        return join(signature, chunk("IHDR", header), chunks, chunk("IDAT", data), chunk("IEND", NONE));
    }

    static byte[] chunk(String type, byte... data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        return join(bigEndian(data.length), name, data, bigEndian((int) crc.getValue()));
    }

    static byte[] deflated(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream zip = new DeflaterOutputStream(out)) {
            zip.write(data);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    /** An EXIF block whose only entry is the orientation. */
    static byte[] exif(int orientation) {
        return bytes('M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0);
    }

    static byte[] bytes(int... values) {
        byte[] b = new byte[values.length];
        for (int i = 0; i < b.length; i++) {
            b[i] = (byte) values[i];
        }
        return b;
    }

    static byte[] bigEndian(int value) {
        return bytes(value >> 24, value >> 16, value >> 8, value);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(out)) {
            for (byte[] part : parts) {
                data.write(part);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }
}
