package org.limn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.loader.image.Image;

class SegmentCommandTest {
    @TempDir
    private Path folder;

    /** Left half red, right half blue. */
    private Path halves() throws IOException {
        byte[] rgb = new byte[3 * 40 * 30];
        for (int i = 0; i < 40 * 30; i++) {
            rgb[3 * i + (i % 40 < 20 ? 0 : 2)] = (byte) 255;
        }
        return png("halves", Image.of(40, 30, rgb).toBufferedImage());
    }

    private Path noise(String name, int type, int width, int height) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, type);
        Random random = new Random(1);
        for (int i = 0; i < width * height; i++) {
            picture.setRGB(i % width, i / width, random.nextInt());
        }
        return png(name, picture);
    }

    private Path png(String name, BufferedImage picture) throws IOException {
        Path file = folder.resolve(name + ".png");
        ImageIO.write(picture, "png", file.toFile());
        return file;
    }

    private Path out() {
        return folder.resolve("out");
    }

    @Test
    void regionsAreWrittenAsPicturesLabelsAndTables() throws IOException {
        Ran ran = Ran.limn("segment", "--image", halves(), "--output", out(), "--segmenter", "felzenszwalb:sigma=0");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("2 regions");
        assertThat(Files.readAllLines(out().resolve("halves.felzenszwalb.csv")))
                .containsExactly(
                        "region,area,left,top,right,bottom,red,green,blue,neighbours",
                        "0,600,0,0,19,29,255.000,0.000,0.000,1",
                        "1,600,20,0,39,29,0.000,0.000,255.000,0");
        Tensor64 labels = Npy.read64(out().resolve("halves.felzenszwalb.npy"));
        assertThat(ImageIO.read(out().resolve("halves.felzenszwalb.labels.png").toFile())
                        .getRaster()
                        .getSamples(0, 0, 40, 30, 0, (double[]) null))
                .isEqualTo(labels.data());
        assertThat(ImageIO.read(out().resolve("halves.felzenszwalb.means.png").toFile())
                                .getRGB(39, 0)
                        & 0xffffff)
                .isEqualTo(0x0000ff);
        assertThat(ImageIO.read(out().resolve("halves.felzenszwalb.png").toFile())
                                .getRGB(19, 5)
                        & 0xffffff)
                .as("the border")
                .isEqualTo(0xffe000);
    }

    @Test
    void anUnknownSegmenterListsThoseThereAre() throws IOException {
        Ran ran = Ran.limn("segment", "--image", halves(), "--segmenter", "voronoi");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.isOneLine()).isTrue();
        assertThat(ran.err()).contains("voronoi", "felzenszwalb", "slic", "grid");
    }

    @Test
    void everyPhotoAndSegmenterGetsItsFiles() throws IOException {
        Path grey = noise("grey", BufferedImage.TYPE_BYTE_GRAY, 20, 10);
        Ran ran = Ran.limn(
                "segment",
                "--image",
                halves(),
                grey,
                "--output",
                out(),
                "--segmenter",
                "grid:rows=2,columns=3",
                "--segmenter",
                "slic:segments=4",
                "--segmenter",
                "slic:segments=9");
        assertThat(ran.code()).as(ran.err()).isZero();
        try (Stream<Path> files = Files.list(out())) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.of("halves", "grey")
                            .flatMap(
                                    photo -> Stream.of("grid", "slic", "slic-2").map(s -> photo + "." + s))
                            .flatMap(name -> Stream.of(".png", ".means.png", ".npy", ".labels.png", ".csv", ".json")
                                    .map(end -> name + end))
                            .toList());
        }
        Tensor64 labels = Npy.read64(out().resolve("grey.grid.npy"));
        assertThat(labels.shape().toString()).isEqualTo("[10,20]");
        assertThat(labels.data()[0]).isZero();
        assertThat(labels.data()[199]).isEqualTo(5);
    }

    @Test
    void jsonHoldsWhatTheTableDoes() throws IOException {
        Ran ran = Ran.limn(
                "segment", "--image", halves(), "--output", out(), "--segmenter", "grid:rows=1,columns=2", "--json");
        JsonArray all = JsonParser.parseString(ran.out()).getAsJsonArray();
        assertThat(all).hasSize(1);
        JsonObject result = all.get(0).getAsJsonObject();
        assertThat(JsonParser.parseString(Files.readString(out().resolve("halves.grid.json"))))
                .isEqualTo(result);
        assertThat(result.get("segmenter").getAsString()).isEqualTo("grid:rows=1,columns=2");
        assertThat(result.get("regions").getAsInt()).isEqualTo(2);
        assertThat(result.getAsJsonArray("table").get(1)).isEqualTo(JsonParser.parseString("""
                {"region": 1, "area": 600, "left": 20, "top": 0, "right": 39, "bottom": 29,
                 "color": [0.0, 0.0, 255.0], "neighbours": [0]}"""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"felzenszwalb", "slic", "slic:zero=true", "grid", "quickshift:kernel=2"})
    void greyAlphaAndTinyPicturesAreSegmented(String segmenter) throws IOException {
        Ran ran = Ran.limn(
                "segment",
                "--image",
                noise("grey", BufferedImage.TYPE_BYTE_GRAY, 21, 13),
                noise("alpha", BufferedImage.TYPE_INT_ARGB, 21, 13),
                noise("pixel", BufferedImage.TYPE_INT_RGB, 1, 1),
                noise("line", BufferedImage.TYPE_INT_RGB, 50, 1),
                "--output",
                out(),
                "--segmenter",
                segmenter);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("grey.png", "alpha.png", "line.png", "1 regions");
    }

    @Test
    void moreRegionsThanSixteenBitsAreInTheArrayOnly() throws IOException {
        Path fine = noise("fine", BufferedImage.TYPE_INT_RGB, 300, 300);
        Ran ran = Ran.limn(
                "segment",
                "--image",
                fine,
                "--output",
                out(),
                "--segmenter",
                "felzenszwalb:scale=0,sigma=0,min-size=0");
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("more than 16 bits");
        assertThat(out().resolve("fine.felzenszwalb.labels.png")).doesNotExist();
        assertThat(Npy.read64(out().resolve("fine.felzenszwalb.npy")).data()).contains(80_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "felzenszwalb:scale=-1; scale",
                "felzenszwalb:scale=wide; scale",
                "felzenszwalb:size=20; it has [",
                "slic:segments=0; segments",
                "slic:segments=2.5; whole number",
                "grid:rows=0; 0x7",
                "quickshift:kernel=0.5; kernel",
                "grid:; grid",
                ":; segmenter"
            })
    void wrongSettingsEndInOneLine(String segmenter, String message) throws IOException {
        Ran ran = Ran.limn("segment", "--image", halves(), "--output", out(), "--segmenter", segmenter);
        assertThat(ran.code()).as(ran.err()).isEqualTo(2);
        assertThat(ran.isOneLine()).as(ran.err()).isTrue();
        assertThat(ran.err()).contains("--segmenter").contains(message);
        assertThat(out()).doesNotExist();
    }

    @Test
    void aPhotoThatIsNoneLeavesTheOthers() throws IOException {
        Path text = Files.writeString(folder.resolve("text.png"), "not a picture");
        Ran ran = Ran.limn("segment", "--image", text, halves(), "--output", out());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.isOneLine()).as(ran.err()).isTrue();
        assertThat(ran.err()).contains("text.png");
        assertThat(out().resolve("halves.felzenszwalb.csv")).exists();
    }

    @Test
    void memoryIsASize() throws IOException {
        Ran ran = Ran.limn("segment", "--image", halves(), "--output", out(), "--memory", "lots");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.isOneLine()).as(ran.err()).isTrue();
        assertThat(ran.err()).contains("--memory", "lots", "4g");
    }
}
