package org.limn.autodiff.device.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A collector that moves arrays makes Aparapi replace their twins on the device by stale copies. Results are right all the same:
 * in one execution nothing moves, between several the nonce tells.
 */
class StormTest {
    /** A second JDK, where there is one: the property {@code limn.jdk}, or where Debian puts it. */
    private static final Path NEWER = Path.of(System.getProperty("limn.jdk", "/usr/lib/jvm/temurin-25-jdk-amd64"));

    private static final Path HERE = Path.of(System.getProperty("java.home"));

    @BeforeEach
    void needsADevice() {
        OpenClDevice.any();
    }

    static List<Arguments> collectors() {
        List<Arguments> all = new ArrayList<>();
        List<Path> homes = new ArrayList<>(List.of(HERE));
        if (Files.isDirectory(NEWER)) {
            homes.add(NEWER);
        }
        for (Path home : homes) {
            for (String collector : List.of("Serial", "Parallel", "G1", "Z")) {
                all.add(Arguments.of(home, collector));
            }
        }
        return all;
    }

    private static String storm(Path home, String collector, int runs, int passes, boolean guarded) throws Exception {
        return Forked.here()
                .in(home)
                .with("-XX:+Use" + collector + "GC", "-Xmx512m")
                .run(Storm.class, runs, passes, guarded)
                .strip();
    }

    private static int number(String text, String of) {
        return Integer.parseInt(text.replaceAll("(?s).*\\b" + of + " (\\d+).*", "$1"));
    }

    @Test
    void withoutItsGuardACutRunIsCorruptedSoThisTestCanFail() throws Exception {
        assertThat(number(storm(HERE, "Serial", 30, 1, false), "wrong")).isPositive();
    }

    @Test
    void withItsGuardACutRunIsRepeatedAndRight() throws Exception {
        String said = storm(HERE, "Serial", 30, 1, true);
        assertThat(number(said, "wrong")).isZero();
        assertThat(number(said, "repeats")).isPositive();
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("collectors")
    void withoutTheGuardEveryCollectorCorrupts(Path home, String collector) throws Exception {
        assertThat(number(storm(home, collector, 200, 1, false), "wrong")).isPositive();
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("collectors")
    void aThousandCutRunsAreRightUnderEveryCollector(Path home, String collector) throws Exception {
        String said = storm(home, collector, 1000, 4, true);
        assertThat(number(said, "wrong")).isZero();
        assertThat(number(said, "repeats")).isPositive();
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("collectors")
    void aThousandWholeRunsAreRightAndNeverRepeated(Path home, String collector) throws Exception {
        String said = storm(home, collector, 1000, 0, true);
        assertThat(number(said, "wrong")).isZero();
        assertThat(number(said, "repeats")).isZero();
    }
}
