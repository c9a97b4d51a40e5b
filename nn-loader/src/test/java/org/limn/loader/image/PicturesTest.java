package org.limn.loader.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.limn.loader.image.HandMade.GREY;
import static org.limn.loader.image.HandMade.GREY_ALPHA;
import static org.limn.loader.image.HandMade.NONE;
import static org.limn.loader.image.HandMade.PALETTE;
import static org.limn.loader.image.HandMade.RGB;
import static org.limn.loader.image.HandMade.RGBA;
import static org.limn.loader.image.HandMade.bytes;
import static org.limn.loader.image.HandMade.chunk;
import static org.limn.loader.image.HandMade.deflated;
import static org.limn.loader.image.HandMade.exif;
import static org.limn.loader.image.HandMade.join;
import static org.limn.loader.image.HandMade.png;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PicturesTest {
    @Test
    void greyBecomesThreeEqualChannelsWithoutGamma() throws ImageException {
        assertThat(read(png(3, 1, 8, GREY, NONE, 0, 100, 255))).containsExactly(0, 0, 0, 100, 100, 100, 255, 255, 255);
    }

    @ParameterizedTest
    @CsvSource({"1, 64, 0, 255", "2, 96, 85, 170", "4, 52, 51, 68"})
    void fewBitsAreSpreadOverTheWholeRange(int depth, int packed, int first, int second) throws ImageException {
        assertThat(read(png(2, 1, depth, GREY, NONE, packed)))
                .containsExactly(first, first, first, second, second, second);
    }

    @Test
    void sixteenBitsAreRoundedNotCut() throws ImageException {
        assertThat(read(png(1, 1, 16, RGB, NONE, 0x01, 0x00, 0x80, 0x00, 0xff, 0x7f)))
                .containsExactly(1, 128, 255);
        assertThat(read(png(1, 1, 16, RGB, NONE, 0x00, 0x80, 0x00, 0x81, 0xff, 0x7e)))
                .containsExactly(0, 1, 254);
    }

    @Test
    void alphaIsLaidOverWhite() throws ImageException {
        assertThat(read(png(1, 1, 8, RGBA, NONE, 200, 100, 0, 128))).containsExactly(227, 177, 127);
        assertThat(read(png(2, 1, 8, GREY_ALPHA, NONE, 40, 0, 40, 255))).containsExactly(255, 255, 255, 40, 40, 40);
    }

    @Test
    void paletteEntriesMayBeTransparent() throws ImageException {
        byte[] chunks = join(chunk("PLTE", bytes(9, 8, 7, 200, 100, 0)), chunk("tRNS", bytes(255, 128)));
        assertThat(read(png(2, 1, 8, PALETTE, chunks, 0, 1))).containsExactly(9, 8, 7, 227, 177, 127);
    }

    @Test
    void oneColorMayBeTransparent() throws ImageException {
        byte[] key = chunk("tRNS", bytes(0, 3, 0, 2, 0, 1));
        assertThat(read(png(2, 1, 8, RGB, key, 3, 2, 1, 3, 2, 2))).containsExactly(255, 255, 255, 3, 2, 2);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 3, 1 2 3 4 5 6",
        "2, 3, 3 2 1 6 5 4",
        "3, 3, 6 5 4 3 2 1",
        "4, 3, 4 5 6 1 2 3",
        "5, 2, 1 4 2 5 3 6",
        "6, 2, 4 1 5 2 6 3",
        "7, 2, 6 3 5 2 4 1",
        "8, 2, 3 6 2 5 1 4",
        "9, 3, 1 2 3 4 5 6"
    })
    void pngIsTurnedAsItsExifBlockSays(int orientation, int width, String expected) throws ImageException {
        Image image = decode(png(3, 2, 8, GREY, chunk("eXIf", exif(orientation)), 1, 2, 3, 4, 5, 6));
        List<String> reds = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            reds.add(Integer.toString(image.rgb()[3 * i]));
        }
        assertThat(image.width()).isEqualTo(width);
        assertThat(String.join(" ", reds)).isEqualTo(expected);
    }

    @Test
    void textThatInflatesWithoutEndIsNotLookedAt() throws ImageException {
        byte[] bomb = chunk("zTXt", join(bytes('a', 0, 0), deflated(new byte[50_000_000])));
        byte[] palette = chunk("PLTE", bytes(9, 8, 7));
        byte[] file = png(1, 1, 8, PALETTE, join(palette, bomb), 0);
        assertThat(allocatedBy(() -> read(file))).isLessThan(20_000_000);
    }

    @Test
    void pixelsAreInflatedOnlyAsFarAsThePictureGoes() throws ImageException {
        byte[] file = HandMade.pngOfData(8, 8, 8, RGB, NONE, deflated(new byte[100_000_000]));
        assertThat(allocatedBy(() -> read(file))).isLessThan(20_000_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 24})
    void aPngWithTooFewRowsIsRefused(int size) {
        byte[] file = HandMade.pngOfData(5, 5, 8, GREY, NONE, deflated(new byte[size]));
        assertRefused(file, "PNG data cannot be decoded");
    }

    @Test
    void thePixelLimitHoldsBeforeAnythingIsAllocated() {
        byte[] file = png(4, 3, 8, GREY, NONE, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThatThrownBy(() -> Pictures.decode(file, new PixelLimit(11))).hasMessageContaining("4x3, more than");
        assertThatThrownBy(() -> PixelLimit.DEFAULT.check(0xffffffffL, 0xffffffffL))
                .hasMessageContaining("more than the 100.0 million");
        assertThatThrownBy(() -> new PixelLimit(Long.MAX_VALUE).check(20_000, 30_000))
                .hasMessageContaining("too much for a heap of");
    }

    @Test
    void otherFormatsAreCalledByName() {
        assertRefused("II*\0    ".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), "this is TIFF");
        assertRefused("    ftypavif".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), "this is AVIF");
        assertRefused("%PDF-1.4".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), "this is PDF");
        assertRefused(bytes(1, 2, 3), "starts with the bytes 01 02 03");
    }

    @Test
    void anErrorIsOneLineThatStartsWithTheFile(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("odd\nname.png"), bytes(0x89));
        assertThatThrownBy(() -> Pictures.read(file))
                .isInstanceOf(ImageException.class)
                .message()
                .hasLineCount(1)
                .contains("odd\\u000aname.png: not a picture");
        assertThatThrownBy(() -> Pictures.read(folder.resolve("absent.png")))
                .hasMessageEndingWith("absent.png: there is no such file");
        assertThatThrownBy(() -> Pictures.read(folder)).hasMessageContaining("not a file");
    }

    private static void assertRefused(byte[] file, String because) {
        assertThatThrownBy(() -> decode(file))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(because);
    }

    private static Image decode(byte[] file) throws ImageException {
        return Pictures.decode(file, PixelLimit.DEFAULT);
    }

    private static List<Integer> read(byte[] file) throws ImageException {
        List<Integer> values = new ArrayList<>();
        for (byte b : decode(file).rgb()) {
            values.add(b & 0xff);
        }
        return values;
    }

    private interface Reading {
        Object read() throws ImageException;
    }

    private static long allocatedBy(Reading reading) throws ImageException {
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        reading.read();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
