package org.limn.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private long millis;

    @ParameterizedTest
    @EnumSource(Progress.Style.class)
    void aJobUnderTwoSecondsSaysNothing(Progress.Style style) {
        run(new Progress("explain", 19, style, err, this::nanos), 19, 100);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void theFirstLineComesAfterTwoSecondsAndIsWipedAtTheEnd() {
        Progress progress = new Progress("explain", 40, Progress.Style.IN_PLACE, err, this::nanos);
        steps(progress, 20, 100);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("\rexplain  20 of 40, 50 %, about 2 s left");
        bytes.reset();
        progress.close();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("\r" + " ".repeat(39) + "\r");
    }

    @Test
    void aLineIsRewrittenAtMostFiveTimesASecond() {
        run(new Progress("explain", 10_000, Progress.Style.IN_PLACE, err, this::nanos), 10_000, 1);
        assertThat(bytes.toString(StandardCharsets.UTF_8).split("\rexplain")).hasSize(1 + 1 + 40);
    }

    @Test
    void aShorterLineLeavesNothingOfTheLongerOne() {
        Progress progress = new Progress("x", 2, Progress.Style.IN_PLACE, err, this::nanos);
        steps(progress, 2, 5000);
        String[] lines = bytes.toString(StandardCharsets.UTF_8).split("\r");
        assertThat(lines[2]).startsWith("x  2 of 2, 100 %").hasSameSizeAs(lines[1]);
    }

    @Test
    void theFirstStepDoesNotSpoilTheEstimate() {
        Progress progress = new Progress("explain", 11, Progress.Style.IN_PLACE, err, this::nanos);
        steps(progress, 1, 60_000);
        bytes.reset();
        steps(progress, 5, 1000);
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .endsWith("explain  6 of 11, 54 %, about 5 s left")
                .doesNotContain("min");
    }

    @Test
    void aLogHasALineEveryTenSecondsAndNoCarriageReturn() {
        run(new Progress("study", 60, Progress.Style.LINES, err, this::nanos), 60, 1000);
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .doesNotContain("\r")
                .startsWith("study  2 of 60, 3 %, about 58 s left" + System.lineSeparator());
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).hasSize(6);
    }

    @Test
    void aJobThatLearnsWhenItEndsSaysWhatItExpectsAndWhy() {
        Progress progress = new Progress("rise", 4000, Progress.Style.IN_PLACE, err, this::nanos);
        steps(progress, 100, 100);
        progress.expect(400, "standard error 0.02");
        bytes.reset();
        steps(progress, 100, 100);
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("\rrise  102 of about 400, about 30 s left, standard error 0.02")
                .endsWith("\rrise  200 of about 400, about 20 s left, standard error 0.02");
    }

    @Test
    void quietIsSilent() {
        assertThat(Progress.Style.of(true, true)).isEqualTo(Progress.Style.SILENT);
        run(new Progress("study", 60, Progress.Style.SILENT, err, this::nanos), 60, 1000);
        assertThat(bytes.size()).isZero();
    }

    @Test
    void stepsOfManyThreadsAreAllCounted() {
        Progress progress = new Progress("study", 1000, Progress.Style.LINES, err, this::nanos);
        IntStream.range(0, 999).parallel().forEach(i -> progress.step());
        millis = 60_000;
        progress.step();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).startsWith("study  1000 of 1000, 100 %");
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "59, 59 s", "60, 1 min 00 s", "200, 3 min 20 s", "7500, 2 h 05 min"})
    void durationsReadWell(long seconds, String text) {
        assertThat(Progress.duration(seconds)).isEqualTo(text);
    }

    private long nanos() {
        return millis * 1_000_000;
    }

    private void run(Progress progress, int steps, long millisEach) {
        try (progress) {
            steps(progress, steps, millisEach);
        }
    }

    private void steps(Progress progress, int steps, long millisEach) {
        for (int i = 0; i < steps; i++) {
            millis += millisEach;
            progress.step();
        }
    }
}
