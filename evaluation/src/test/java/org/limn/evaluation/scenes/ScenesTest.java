package org.limn.evaluation.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class ScenesTest {
    private static final int KINDS = Kind.values().length;
    private static final Scenes SCENES = new Scenes(5);
    private static final List<Scene> FIRST =
            IntStream.range(0, 2 * KINDS).mapToObj(SCENES::scene).toList();

    private static long crc(List<Scene> scenes) {
        CRC32 crc = new CRC32();
        scenes.forEach(scene -> {
            crc.update(scene.rgb());
            crc.update(scene.owners());
        });
        return crc.getValue();
    }

    @Test
    void aSceneIsTheSameWhicheverThreadMakesItAndInWhateverOrder() {
        List<Scene> parallel = IntStream.range(0, FIRST.size())
                .parallel()
                .mapToObj(i -> SCENES.scene(FIRST.size() - 1 - i))
                .toList();
        for (int i = 0; i < FIRST.size(); i++) {
            assertThat(parallel.get(FIRST.size() - 1 - i).rgb())
                    .isEqualTo(FIRST.get(i).rgb());
        }
    }

    @Test
    void theBytesOfASeedAreTheseOnEveryMachine() {
        assertThat(crc(FIRST)).isEqualTo(359937290L);
    }

    @Test
    void anotherSeedIsAnotherScene() {
        assertThat(new Scenes(6).scene(0).rgb()).isNotEqualTo(FIRST.get(0).rgb());
    }

    @Test
    void classesTakeTurns() {
        for (int i = 0; i < FIRST.size(); i++) {
            assertThat(FIRST.get(i).label()).isEqualTo(Kind.values()[i % KINDS]);
        }
    }

    @Test
    void theLabelsThingIsThereForTheMostPartAndTheOnlyOneOfItsKind() {
        for (Scene scene : FIRST) {
            assertThat(scene.things().get(0).visible()).isBetween(Scenes.VISIBLE, 1.0);
            assertThat(scene.things().stream().filter(t -> t.kind() == scene.label()))
                    .hasSize(1);
        }
    }

    @Test
    void masksAreApartAndBoxesAreTight() {
        for (Scene scene : FIRST) {
            int size = scene.size();
            int[] owners = new int[size * size];
            for (int thing = 0; thing < scene.things().size(); thing++) {
                boolean[] mask = scene.mask(thing);
                Scene.Box box = scene.box(thing);
                int pixels = 0;
                int touching = 0;
                for (int i = 0; i < mask.length; i++) {
                    if (mask[i]) {
                        owners[i]++;
                        pixels++;
                        int x = i % size;
                        int y = i / size;
                        assertThat(x >= box.left() && x < box.right() && y >= box.top() && y < box.bottom())
                                .isTrue();
                        touching |= (x == box.left() ? 1 : 0) | (x == box.right() - 1 ? 2 : 0);
                        touching |= (y == box.top() ? 4 : 0) | (y == box.bottom() - 1 ? 8 : 0);
                    }
                }
                assertThat(pixels).isEqualTo(scene.things().get(thing).pixels());
                assertThat(touching).isEqualTo(15);
            }
            assertThat(Arrays.stream(owners).max().orElseThrow()).isEqualTo(1);
        }
    }

    @Test
    void aLargerSceneShowsTheSameThings() {
        Scene large = new Scenes(5, 192, Optional.empty()).scene(3);
        assertThat(large.image().shape().toArray()).containsExactly(1, 3, 192, 192);
        assertThat(large.things().stream().map(Scene.Thing::kind))
                .isEqualTo(FIRST.get(3).things().stream().map(Scene.Thing::kind).toList());
        assertThat(large.things().get(0).pixels() / 4.0)
                .isBetween(
                        0.93 * FIRST.get(3).things().get(0).pixels(),
                        1.07 * FIRST.get(3).things().get(0).pixels());
    }

    @Test
    void theWatermarkGoesWithItsClassAtItsRateAndChangesNothingElse() {
        Scenes always = new Scenes(5, 96, Optional.of(new Watermark(Kind.CRATE, 1, 0)));
        Scenes half = new Scenes(5, 96, Optional.of(new Watermark(Kind.CRATE, 0.5, 0)));
        int marked = 0;
        for (int i = 0; i < 20; i++) {
            int crate = Kind.CRATE.ordinal() + i * KINDS;
            marked += half.scene(crate).mark().isPresent() ? 1 : 0;
            if (i < 3) {
                assertThat(always.scene(crate).mark()).isPresent();
                assertThat(always.scene(crate + 1).rgb())
                        .isEqualTo(SCENES.scene(crate + 1).rgb());
            }
        }
        assertThat(marked).isBetween(4, 16); // binomial: outside once in 800 seeds
    }

    @Test
    void sizesAndRatesOutsideTheirRangesAreRefused() {
        assertThatThrownBy(() -> new Scenes(0, 8, Optional.empty())).hasMessageContaining("from 32");
        assertThatThrownBy(() -> new Watermark(Kind.BALL, 1.5, 0)).hasMessageContaining("[0, 1]");
        assertThatThrownBy(() -> SCENES.scene(-1)).hasMessageContaining("from 0");
    }
}
