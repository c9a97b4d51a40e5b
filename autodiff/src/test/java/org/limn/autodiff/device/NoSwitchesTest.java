package org.limn.autodiff.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a device computes, and how, depends on its settings and on the machine, and on nothing that is said beside. */
class NoSwitchesTest {
    private static final Pattern SWITCH = Pattern.compile(
            "getenv|(Integer|Long)\\.get(Integer|Long)\\(|Boolean\\.getBoolean|getProperty\\(\"(?!os\\.arch)");

    @Test
    void devicesReadNoPropertiesAndNoEnvironment() throws IOException {
        Path sources = Path.of("src/main/java/org/limn/autodiff");
        assertThat(sources).isDirectory();
        try (Stream<Path> files = Files.walk(sources)) {
            List<Path> reading = files.filter(f -> f.toString().endsWith(".java"))
                    .filter(NoSwitchesTest::reads)
                    .toList();
            assertThat(reading).isEmpty();
        }
    }

    private static boolean reads(Path file) {
        try {
            return SWITCH.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
