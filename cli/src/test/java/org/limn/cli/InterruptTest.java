package org.limn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.limn.autodiff.ReferenceData;

class InterruptTest {
    @TempDir
    private Path folder;

    /** Ctrl-C while the second method is at work: the first one's files stay, and nothing half-written. */
    @ParameterizedTest
    @ValueSource(strings = {"occlusion:stride=1", "rise:samples=100000"})
    void ctrlCEndsWith130AndKeepsWhatWasFinished(String second) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "no kill to send an interrupt with");
        assumeTrue(!ignored(2), "this session ignores interrupts, and so do the programs that it starts");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.limn.cli.Limn",
                        "explain",
                        "--model",
                        ReferenceData.path("models/squeezenet1.1/model.onnx").toString(),
                        "--image",
                        ReferenceData.path("photos/n02391049_zebra.JPEG").toString(),
                        "--output",
                        folder.resolve("out").toString(),
                        "--method",
                        "gradients",
                        "--method",
                        second)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Path record = folder.resolve("out/n02391049_zebra.gradients.json");
        for (int i = 0; i < 1200 && process.isAlive() && !Files.exists(record); i++) {
            Thread.sleep(100);
        }
        Thread.sleep(300);
        new ProcessBuilder("/bin/kill", "-INT", Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("log")))
                .isEqualTo(130);
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            List<String> names =
                    files.map(f -> f.getFileName().toString()).sorted().toList();
            assertThat(names)
                    .containsExactly(
                            "n02391049_zebra.gradients.json",
                            "n02391049_zebra.gradients.npy",
                            "n02391049_zebra.gradients.overlay.png",
                            "n02391049_zebra.gradients.png");
        }
    }

    /** Whether a signal was ignored when this JVM started, as a shell does to what it runs in the background. */
    private static boolean ignored(int signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> (signal - 1) & 1) == 1);
    }
}
