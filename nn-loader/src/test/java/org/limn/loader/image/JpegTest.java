package org.limn.loader.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.limn.loader.image.HandMade.bytes;
import static org.limn.loader.image.HandMade.exif;
import static org.limn.loader.image.HandMade.join;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One JPEG of YCbCr components, and what it becomes when its markers say something else about them. */
@Tag("long")
class JpegTest {
    private static final byte[] START = bytes(0xff, 0xd8);

    @Test
    void withoutMarkersThreeComponentsAreYcc() throws IOException {
        assertThat(decode(join(START, body()))).isEqualTo(decode(jfif()));
        assertThat(decode(join(START, adobe(1), body()))).isEqualTo(decode(jfif()));
    }

    @Test
    void anAdobeBlockMaySayThatComponentsAreRgb() throws IOException {
        Image components = decode(join(START, adobe(0), body()));
        assertThat(converted(components)).isEqualTo(decode(jfif()));
    }

    @Test
    void componentsCalledRgbAreRgb() throws IOException {
        byte[] body = body();
        int frame = indexOf(body, 0xc0);
        int scan = indexOf(body, 0xda);
        for (int i = 0; i < 3; i++) {
            body[frame + 8 + 3 * i] = (byte) "RGB".charAt(i);
            body[scan + 3 + 2 * i] = (byte) "RGB".charAt(i);
        }
        assertThat(converted(decode(join(START, body)))).isEqualTo(decode(jfif()));
    }

    @Test
    void aJfifBlockOutweighsAnAdobeBlock() throws IOException {
        byte[] jfif = jfif();
        byte[] rest = Arrays.copyOfRange(jfif, 2, jfif.length);
        assertThat(decode(join(START, adobe(0), rest))).isEqualTo(decode(jfif));
    }

    @Test
    void anExifBlockTurnsThePicture() throws IOException {
        byte[] block = join("Exif\0\0".getBytes(StandardCharsets.US_ASCII), exif(6));
        Image turned = decode(join(START, segment(0xe1, block), body()));
        Image upright = decode(jfif());
        assertThat(turned.width()).isEqualTo(upright.height());
        assertThat(turned.at(turned.width() - 1, 0, 0)).isEqualTo(upright.at(0, 0, 0));
    }

    @Test
    void scansWithoutEndAreRefused() throws IOException {
        byte[] scan = bytes(0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0);
        byte[] scans = new byte[0];
        for (int i = 0; i < 101; i++) {
            scans = join(scans, scan);
        }
        byte[] file = join(START, scans, body());
        assertThatThrownBy(() -> decode(file))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("102 scans");
    }

    private static Image decode(byte[] file) throws ImageException {
        return Pictures.decode(file, PixelLimit.DEFAULT);
    }

    /** JFIF 1.02's equations, in double. */
    private static Image converted(Image ycc) {
        byte[] rgb = new byte[ycc.rgb().length];
        for (int i = 0; i < rgb.length; i += 3) {
            int y = ycc.rgb()[i] & 0xff;
            int cb = (ycc.rgb()[i + 1] & 0xff) - 128;
            int cr = (ycc.rgb()[i + 2] & 0xff) - 128;
            rgb[i] = rounded(y + 1.402 * cr);
            rgb[i + 1] = rounded(y - 0.34414 * cb - 0.71414 * cr);
            rgb[i + 2] = rounded(y + 1.772 * cb);
        }
        return Image.of(ycc.width(), ycc.height(), rgb);
    }

    private static byte rounded(double value) {
        return (byte) Math.max(0, Math.min(255, Math.round(value)));
    }

    private static byte[] jfif() throws IOException {
        BufferedImage picture = new BufferedImage(24, 16, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 24 * 16; i++) {
            picture.setRGB(i % 24, i / 24, i % 24 * 10 << 16 | i / 24 * 15 << 8 | i * 7 % 256);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpeg", out);
        return out.toByteArray();
    }

    /** The file from behind its JFIF block on. */
    private static byte[] body() throws IOException {
        byte[] file = jfif();
        assertThat(file[3] & 0xff).as("the first marker").isEqualTo(0xe0);
        return Arrays.copyOfRange(file, 4 + (file[5] & 0xff), file.length);
    }

    private static byte[] adobe(int transform) {
        return segment(0xee, join("Adobe".getBytes(StandardCharsets.US_ASCII), bytes(0, 100, 0, 0, 0, 0, transform)));
    }

    private static byte[] segment(int marker, byte[] data) {
        return join(bytes(0xff, marker, 0, data.length + 2), data);
    }

    /** Where the first marker of this code stands; the byte after it. */
    private static int indexOf(byte[] file, int marker) {
        int at = 1;
        while ((file[at - 1] & 0xff) != 0xff || (file[at] & 0xff) != marker) {
            at++;
        }
        return at + 1;
    }
}
