package org.limn.loader.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.limn.autodiff.ReferenceData;

/** Hostile files in a heap of the size that their manifest allows, and so in a process of their own. */
class HostileModelsTest {
    @Test
    void brokenAndHostileFilesAreRefusedInOneLineAndUnusualOnesRead() throws Exception {
        assertThat(lines("plain", 256)).hasSizeGreaterThan(100).allSatisfy(HostileModelsTest::isAsAsked);
    }

    @Test
    void veryLongChainsAreReadWithoutRecursion() throws Exception {
        assertThat(lines("generated", 1024)).isNotEmpty().allSatisfy(HostileModelsTest::isAsAsked);
    }

    private static void isAsAsked(String line) {
        String[] cells = line.split("\t", -1);
        assertThat(cells).as(line).hasSize(4);
        assertThat(cells[2]).as(line).isEmpty();
    }

    private static List<String> lines(String which, int heap) throws IOException, InterruptedException {
        Path folder = ReferenceData.path("hostile/onnx");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap + "m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileModels.class.getName(),
                        folder.toString(),
                        which)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).isZero();
        return lines;
    }
}
