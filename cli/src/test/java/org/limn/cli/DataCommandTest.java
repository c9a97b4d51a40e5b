package org.limn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.limn.evaluation.scenes.Scenes;
import org.limn.loader.image.Pictures;

class DataCommandTest {
    @TempDir
    private Path folder;

    @Test
    void picturesMasksBoxesAndLabelsAgree() throws IOException {
        Ran ran = Ran.limn("data", "generate", "--count", "5", "--seed", "3", "--watermark", "1", "--output", folder);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(Files.readAllLines(folder.resolve("labels.csv")))
                .hasSize(6)
                .contains("000000.png,0,ball,1", "000004.png,4,fish,0");
        assertThat(Files.readAllLines(folder.resolve("classes.txt")))
                .hasSize(12)
                .startsWith("ball");
        assertThat(folder.resolve("marks/000000.png")).exists();
        assertThat(Pictures.read(folder.resolve("images/000002.png")).tensor())
                .isEqualTo(new Scenes(3).scene(2).image());
        JsonObject coco = JsonParser.parseString(Files.readString(folder.resolve("annotations.json")))
                .getAsJsonObject();
        int owner = 0;
        int image = -1;
        for (var element : coco.getAsJsonArray("annotations")) {
            JsonObject thing = element.getAsJsonObject();
            owner = thing.get("image_id").getAsInt() == image ? owner + 1 : 1;
            image = thing.get("image_id").getAsInt();
            agree(
                    thing,
                    ImageIO.read(folder.resolve(String.format("masks/%06d.png", image))
                            .toFile()),
                    owner);
        }
        assertThat(image).isEqualTo(4);
    }

    private static void agree(JsonObject thing, BufferedImage mask, int owner) {
        JsonArray counts = thing.getAsJsonObject("segmentation").getAsJsonArray("counts");
        int at = 0;
        int area = 0;
        for (int run = 0; run < counts.size(); run++) {
            for (int k = counts.get(run).getAsInt(); k > 0; k--, at++) {
                boolean inside = mask.getRaster().getSample(at / 96, at % 96, 0) == owner;
                assertThat(inside).isEqualTo(run % 2 == 1);
                area += inside ? 1 : 0;
            }
        }
        assertThat(area).isEqualTo(thing.get("area").getAsInt()).isPositive();
    }

    @Test
    void whatCannotBeIsRefusedInOneLine() {
        Ran none = Ran.limn("data", "generate", "--count", "0", "--output", folder);
        assertThat(none.code()).isEqualTo(2);
        Ran kind = Ran.limn("data", "generate", "--count", "1", "--watermark-class", "cat", "--output", folder);
        assertThat(kind.code()).isEqualTo(2);
        assertThat(kind.isOneLine()).isTrue();
        assertThat(kind.err()).contains("cat", "starfish");
        assertThat(Ran.limn("data").err()).contains("generate");
    }
}
