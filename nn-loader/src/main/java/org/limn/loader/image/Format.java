package org.limn.loader.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What the first bytes of a file say that it is; its name does not count. */
enum Format {
    JPEG,
    PNG,
    GIF,
    BMP,
    WEBP;

    static final String NAMES = "JPEG, PNG, WebP, BMP, GIF";

    /**
     * The format of these bytes.
     *
     * @throws ImageException if they are of another format, which the message names where it is known
     */
    static Format of(byte[] file) throws ImageException {
        String start = new String(file, 0, Math.min(file.length, 16), StandardCharsets.ISO_8859_1);
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        } else if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
            return PNG;
        } else if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
            return GIF;
        } else if (start.startsWith("BM")) {
            return BMP;
        } else if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
            return WEBP;
        }
        throw new ImageException(
                file.length == 0
                        ? "the file is empty; a picture was expected (" + NAMES + ")"
                        : "not a picture that can be read: expected " + NAMES + ", but " + other(start, file));
    }

    private static String other(String start, byte[] file) {
        if (start.startsWith("ftyp", 4)) {
            String brand = start.substring(8, Math.min(12, start.length()));
            return brand.startsWith("avif") || brand.startsWith("avis")
                    ? "this is AVIF; convert it to PNG or JPEG first"
                    : brand.matches("he[iv].|mif1|msf1")
                            ? "this is HEIC (HEIF); convert it to PNG or JPEG first"
                            : "this is MP4 or a relative of it";
        } else if (start.startsWith("II*\0") || start.startsWith("MM\0*")) {
            return "this is TIFF; convert it to PNG first";
        } else if (start.startsWith("\u00ff\n") || start.startsWith("JXL ", 4)) {
            return "this is JPEG XL; convert it to PNG or JPEG first";
        } else if (start.startsWith("%PDF")) {
            return "this is PDF";
        } else if (start.startsWith("PK\3\4")) {
            return "this is a ZIP archive";
        }
        return isText(file) ? "this is text" : "the file starts with the bytes " + hex(file);
    }

    private static boolean isText(byte[] file) {
        int n = Math.min(file.length, 512);
        for (int i = 0; i < n; i++) {
            if (file[i] >= 0 && file[i] < ' ' && "\t\n\r\f".indexOf(file[i]) < 0) {
                return false;
            }
        }
        return true;
    }

    private static String hex(byte[] file) {
        return java.util.HexFormat.ofDelimiter(" ").formatHex(Arrays.copyOf(file, Math.min(file.length, 8)));
    }
}
