package org.limn.loader.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A damaged file is refused, or read where nothing shows; it never gives half a picture, another exception, or a hang. */
class DamagedFilesTest {
    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "progressive", "png", "gif", "bmp", "webp"})
    void aCutFileIsRefusedUnlessEveryPixelIsThere(String kind) throws IOException {
        byte[] file = sample(kind);
        Image whole = Pictures.decode(file, PixelLimit.DEFAULT);
        int refused = 0;
        for (int length = 0; length < file.length; length++) {
            try {
                Image image = Pictures.decode(Arrays.copyOf(file, length), PixelLimit.DEFAULT);
                assertThat(image)
                        .as("cut to %d of %d bytes", length, file.length)
                        .isEqualTo(whole);
            } catch (ImageException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(file.length - 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "progressive", "png", "gif", "bmp", "webp"})
    void changedBytesAreReadOrRefused(String kind) throws IOException {
        byte[] file = sample(kind);
        SplittableRandom random = new SplittableRandom(7);
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            byte[] changed = file.clone();
            int reach = i % 2 == 0 ? Math.min(100, file.length) : file.length; // headers are where the traps are
            for (int k = random.nextInt(4); k >= 0; k--) {
                changed[random.nextInt(reach)] = (byte) (random.nextBoolean() ? 0xff : random.nextInt());
            }
            try {
                Pictures.decode(changed, PixelLimit.DEFAULT);
            } catch (ImageException e) {
                assertThat(e.getMessage()).hasLineCount(1).isNotBlank();
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    private static byte[] sample(String kind) throws IOException {
        BufferedImage picture = new BufferedImage(23, 17, BufferedImage.TYPE_3BYTE_BGR);
        SplittableRandom random = new SplittableRandom(1);
        for (int y = 0; y < 17; y++) {
            for (int x = 0; x < 23; x++) {
                picture.setRGB(x, y, x * 10 << 16 | y * 12 << 8 | random.nextInt(64));
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName(kind.equals("progressive") ? "jpeg" : kind)
                .next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        if (kind.equals("progressive")) {
            param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
