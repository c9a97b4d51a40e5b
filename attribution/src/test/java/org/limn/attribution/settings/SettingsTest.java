package org.limn.attribution.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    public sealed interface Method permits Path, Noisy, Plain {}

    public sealed interface Start permits Level, Random, Image {
        Start BLACK = new Level(0);
        Start JET_BLACK = new Level(-1);
    }

    public record Level(float value) implements Start {}

    /** Cannot be written as text. */
    public record Image(float[] pixels) implements Start {}

    public record Random(int count, long seed) implements Start {
        public Random() {
            this(4, 0);
        }
    }

    public enum Rule {
        MIDPOINT,
        GAUSS_LEGENDRE
    }

    public record Path(int steps, Start baseline, Rule rule) implements Method {
        public Path {
            if (steps < 1) {
                throw new IllegalArgumentException("Path needs at least 1 step, got " + steps);
            }
        }

        public Path() {
            this(50, Start.BLACK, Rule.MIDPOINT);
        }
    }

    public record Noisy(Method inner, double noiseLevel, boolean squared, List<Double> scales, long seed)
            implements Method {
        public Noisy() {
            this(new Path(), 0.15, false, List.of(50.0, 100.0), 0);
        }
    }

    public record Plain() implements Method {}

    @Test
    void whatIsNotSaidHasItsDefault() {
        assertThat(Settings.parse(Method.class, "path")).isEqualTo(new Path());
        assertThat(Settings.parse(Method.class, "path:steps=7")).isEqualTo(new Path(7, Start.BLACK, Rule.MIDPOINT));
    }

    @Test
    void settingsNest() {
        assertThat(
                        Settings.parse(
                                Method.class,
                                "noisy:inner=(path:baseline=(random:count=2,seed=9),rule=gauss-legendre),squared=true,scales=[1,2.5]"))
                .isEqualTo(new Noisy(
                        new Path(50, new Random(2, 9), Rule.GAUSS_LEGENDRE), 0.15, true, List.of(1.0, 2.5), 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "path:steps=200,baseline=black,rule=midpoint",
                "path:steps=200,baseline=jet-black,rule=midpoint",
                "path:steps=200,baseline=(level:value=0.5),rule=midpoint",
                "noisy:inner=plain,noise-level=1.0E-7,squared=true,scales=[],seed=-3",
                "noisy:inner=(path:steps=3,baseline=(random:count=2,seed=9),rule=gauss-legendre),noise-level=2,squared=false,scales=[0.1,50],seed=0"
            })
    void printAndParseAreInverse(String text) {
        Method method = Settings.parse(Method.class, text);
        assertThat(Settings.print(method)).isEqualTo(text);
        assertThat(Settings.parse(Method.class, Settings.print(method))).isEqualTo(method);
    }

    @Test
    void caseAndHyphensDoNotMatter() {
        assertThat(Settings.parse(Method.class, "Noisy:noiseLevel=1"))
                .isEqualTo(Settings.parse(Method.class, "noisy:noise_level=1"));
    }

    @Test
    void aSeedGoesWhereverTheTextDoesNotSayOne() {
        Map<String, String> seed = Map.of("seed", "5");
        assertThat(Settings.parse(Method.class, "noisy:inner=(path:baseline=random)", seed))
                .isEqualTo(
                        new Noisy(new Path(50, new Random(4, 5), Rule.MIDPOINT), 0.15, false, List.of(50.0, 100.0), 5));
        assertThat(Settings.parse(Method.class, "noisy:seed=2", seed))
                .extracting("seed")
                .isEqualTo(2L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            foo                | no method is called 'foo'; there are [noisy, path, plain]
            path:step=3        | path has no setting 'step'; it has [steps, baseline, rule]
            path:steps=x       | steps of path must be a whole number, got 'x'
            path:steps=0       | Path needs at least 1 step, got 0
            path:steps=1,steps=2 | path: the setting steps is given twice
            path:baseline=grey | no start is called 'grey'; there are [black, jet-black, level, random]
            path:rule=simpson  | no rule is called 'simpson'; there are [gauss-legendre, midpoint]
            path:rule=(midpoint:n=2) | midpoint has no settings
            path:baseline=level | value of level must be given
            path:steps=        | steps of path must be a whole number, got ''
            path:              | expected a name or a value at character 6, found the end
            path:steps         | expected '=' and a value for steps at character 11, found the end
            path)              | expected the end at character 5, found ')'
            noisy:inner=(plain | expected ')' at character 19, found the end
            noisy:squared=maybe | squared of noisy must be true or false, got 'maybe'
            noisy:scales=[1,x] | scales of noisy must be a number, got 'x'
            """)
    void whatCannotBeReadSaysWhatCould(String text, String message) {
        assertThatThrownBy(() -> Settings.parse(Method.class, text))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(message);
    }

    @Test
    void deepNestingIsRefused() {
        String text = "noisy:inner=(".repeat(5000) + "plain" + ")".repeat(5000);
        assertThatThrownBy(() -> Settings.parse(Method.class, text)).hasMessageContaining("nested more than 16 deep");
    }
}
