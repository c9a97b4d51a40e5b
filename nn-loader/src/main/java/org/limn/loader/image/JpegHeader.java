package org.limn.loader.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the markers of a JPEG file say about its pixels (ITU-T T.81, annex B).
 *
 * @param components the identifiers of the frame's components, in order
 * @param jfif a JFIF block is there: three components are YCbCr
 * @param adobeTransform of the Adobe block: 0 none, 1 YCbCr, 2 YCCK; −1 where there is no such block
 * @param pixels of the frame, width times height
 * @param scans how many scans were found
 * @param orientation from the EXIF block
 */
record JpegHeader(
        List<Integer> components, boolean jfif, int adobeTransform, long pixels, int scans, Orientation orientation) {
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP14 = 0xee;

    JpegHeader {
        components = List.copyOf(components);
    }

    private static JpegHeader empty() {
        return new JpegHeader(List.of(), false, -1, 0, 0, Orientation.UPRIGHT);
    }

    /** Reads the markers up to the end of the picture, or up to the first thing that is no segment. */
    static JpegHeader of(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file);
        JpegHeader header = empty();
        int marker = nextMarker(in);
        while (marker >= 0 && marker != EOI) {
            if (marker != SOI) {
                int length = in.remaining() < 2 ? 0 : Short.toUnsignedInt(in.getShort(in.position()));
                if (length < 2 || length > in.remaining()) {
                    return header;
                }
                header = header.with(marker, in.slice(in.position() + 2, length - 2));
                in.position(in.position() + length);
            }
            marker = nextMarker(in);
        }
        return header;
    }

    /** The next marker that starts a segment; entropy-coded data, stuffed zeros, restarts and fill bytes are passed over. */
    private static int nextMarker(ByteBuffer in) {
        while (in.remaining() >= 2) {
            if ((in.get() & 0xff) == 0xff) {
                int code = in.get(in.position()) & 0xff;
                boolean restart = code >= 0xd0 && code <= 0xd7;
                if (code != 0 && code != 0xff && code != 1 && !restart) {
                    in.get();
                    return code;
                }
            }
        }
        return -1;
    }

    private JpegHeader with(int marker, ByteBuffer data) {
        if (marker == SOS) {
            return new JpegHeader(components, jfif, adobeTransform, pixels, scans + 1, orientation);
        } else if (marker == APP0 && starts(data, "JFIF\0")) {
            return new JpegHeader(components, true, adobeTransform, pixels, scans, orientation);
        } else if (marker == APP14 && starts(data, "Adobe") && data.limit() >= 12) {
            return new JpegHeader(components, jfif, data.get(11), pixels, scans, orientation);
        } else if (marker == APP1 && starts(data, "Exif\0")) {
            Orientation found = data.limit() < 6 ? orientation : Orientation.read(data.slice(6, data.limit() - 6));
            return new JpegHeader(components, jfif, adobeTransform, pixels, scans, found);
        } else if (isFrame(marker) && components.isEmpty()) {
            return new JpegHeader(identifiers(data), jfif, adobeTransform, size(data), scans, orientation);
        }
        return this;
    }

    /** SOF0 to SOF15 without DHT (c4), JPG (c8) and DAC (cc). */
    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private static long size(ByteBuffer frame) {
        return frame.limit() < 5
                ? 0
                : (long) Short.toUnsignedInt(frame.getShort(1)) * Short.toUnsignedInt(frame.getShort(3));
    }

    private static List<Integer> identifiers(ByteBuffer frame) {
        int count = frame.limit() < 6 ? 0 : Math.min(frame.get(5) & 0xff, (frame.limit() - 6) / 3);
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(frame.get(6 + 3 * i) & 0xff);
        }
        return ids;
    }

    private static boolean starts(ByteBuffer data, String text) {
        byte[] start = new byte[Math.min(text.length(), data.limit())];
        data.get(0, start);
        return new String(start, StandardCharsets.ISO_8859_1).equals(text);
    }
}
